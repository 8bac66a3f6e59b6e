import type { Command } from "commander";
import { archiveCommand } from "../hook/main";
import { SETTINGS } from "../settings";
import { actionProgram } from "./action-program";
import { ARCHIVE_EXIT_CODES } from "./help";
import { settingOptions } from "./setting-options";

/** `archived-group archive`: what Terraform's hook does, for people. */
export function archiveProgram(): Command {
  return actionProgram({
    name: "archive",
    description: "archive a group with its sub-groups and servers, and wait",
    options: settingOptions(SETTINGS),
    exitCodes: ARCHIVE_EXIT_CODES,
    run: archiveCommand,
  });
}
