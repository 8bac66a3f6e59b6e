import type { Command } from "commander";
import { RESTORE_SETTINGS } from "../contract/settings";
import { restoreCommand } from "../hook/main";
import { actionProgram, settingOptions } from "./options";

const EXIT_CODES = `
Exit codes:
  0 active   1 failed   2 wrong usage   3 credentials   4 not known yet, run again   5 refused, nothing was sent
  130 interrupted`;

/** `archived-group restore`: undoes an archive. */
export function restoreProgram(): Command {
  return actionProgram({
    name: "restore",
    description: "restore an archived group with its sub-groups and servers, and wait",
    options: settingOptions(RESTORE_SETTINGS),
    exitCodes: EXIT_CODES,
    run: restoreCommand,
  });
}
