import type { Command } from "commander";
import { ADOPT_SETTINGS, SETTINGS, type SettingValues } from "../contract/settings";
import { archiveCommand } from "../hook/main";
import { actionProgram } from "./action-program";
import { ARCHIVE_EXIT_CODES } from "./help";
import { listOption, settingOptions } from "./setting-options";

/** `archived-group archive`: what Terraform's hook does, for people. */
export function archiveProgram(): Command {
  const { protectedNames, ...others } = SETTINGS;
  return actionProgram({
    name: "archive",
    description: "archive a group with its sub-groups and servers, and wait",
    options: [...settingOptions({ ...others, ...ADOPT_SETTINGS }), listOption(protectedNames)],
    exitCodes: ARCHIVE_EXIT_CODES,
    run: (values: SettingValues, around) =>
      archiveCommand({ protectedNames: around.env[protectedNames.variable], ...values }, around),
  });
}
