import { Command } from "commander";
import { SETTINGS, type SettingValues } from "../contract/settings";
import { runAsProcess } from "../hook/process";
import { ENVIRONMENT, STATUS_EXIT_CODES } from "./help";
import { settingOptions } from "./setting-options";
import { statusCommand } from "./status";

/** `archived-group status`: what the API and the journal say about a group. */
export function statusProgram(): Command {
  const command = new Command("status").description("show what the API and the journal say about a group");
  const { account, group } = SETTINGS;
  for (const option of settingOptions({ account, group })) {
    command.addOption(option);
  }
  return command
    .option("--json", "print one JSON object")
    .addHelpText("after", `${ENVIRONMENT}\n${STATUS_EXIT_CODES}`)
    .action(({ json, ...values }: SettingValues & { json?: boolean }) => {
      runAsProcess((around) => statusCommand(values, around), {
        byTerraform: false,
        logFormat: json ? "json" : "text",
      });
    });
}
