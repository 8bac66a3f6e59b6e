import { EXIT } from "../lib/hook/exit-codes";
import { archiveCommand } from "../lib/hook/main";
import { runAsProcess } from "../lib/hook/process";
import { settingsFrom } from "../lib/settings";

const [verb, ...rest] = process.argv.slice(2);

if (verb === "archive" && rest.length === 0) {
  runAsProcess((around) => archiveCommand(settingsFrom(around.env), around), {
    byTerraform: true,
    logFormat: "text",
  });
} else {
  process.stdout.write(
    "error: Terraform runs this file as `node hook.cjs archive`; people use `archived-group`\n",
  );
  process.exit(EXIT.usage);
}
