import type { Command } from "commander";
import { ADOPT_SETTINGS, SETTINGS, type SettingValues } from "../contract/settings";
import { archiveCommand } from "../hook/main";
import { actionProgram, listOption, settingOptions } from "./options";

export const ARCHIVE_EXIT_CODES = `
Exit codes:
  0 archived   1 failed   2 wrong usage   3 credentials   4 not known yet, run again   5 refused by a guardrail
  130 interrupted`;

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
