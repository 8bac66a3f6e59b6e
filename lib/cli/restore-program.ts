import type { Command } from "commander";
import { RESTORE_SETTINGS } from "../contract/settings";
import { restoreCommand } from "../hook/main";
import { actionProgram } from "./action-program";
import { RESTORE_EXIT_CODES } from "./help";
import { settingOptions } from "./setting-options";

/** `archived-group restore`: undoes an archive. */
export function restoreProgram(): Command {
  return actionProgram({
    name: "restore",
    description: "restore an archived group with its sub-groups and servers, and wait",
    options: settingOptions(RESTORE_SETTINGS),
    exitCodes: RESTORE_EXIT_CODES,
    run: restoreCommand,
  });
}
