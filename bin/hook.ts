import "../lib/ctl/without-fetch";
import { EXIT } from "../lib/contract/exit-codes";
import { HOOK_SETTINGS, RESTORE_SETTINGS, settingsFrom } from "../lib/contract/settings";
import { archiveCommand, restoreCommand } from "../lib/hook/main";
import { runAsProcess } from "../lib/hook/process";
import type { Surroundings } from "../lib/hook/surroundings";

const COMMANDS: Readonly<Record<string, (around: Surroundings) => Promise<number>>> = {
  archive: (around) => archiveCommand(settingsFrom(around.env, HOOK_SETTINGS), around),
  restore: (around) => restoreCommand(settingsFrom(around.env, RESTORE_SETTINGS), around),
};

const [verb = "", ...rest] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, verb) && rest.length === 0 ? COMMANDS[verb] : undefined;

if (command) {
  runAsProcess(command, { byTerraform: true, logFormat: "text" });
} else {
  process.stdout.write(
    "error: Terraform runs this file as `node hook.cjs archive` or `restore`; people use `archived-group`\n",
  );
  process.exit(EXIT.usage);
}
