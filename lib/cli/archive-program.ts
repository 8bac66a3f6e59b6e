import { Command, Option } from "commander";
import { archiveCommand } from "../hook/main";
import { runAsProcess } from "../hook/process";
import type { SettingValues } from "../settings";
import { ARCHIVE_EXIT_CODES, ENVIRONMENT } from "./help";
import { settingOptions } from "./setting-options";

/** `archived-group archive`: what Terraform's hook does, for people. */
export function archiveProgram(): Command {
  const command = new Command("archive").description(
    "archive a group with its sub-groups and servers, and wait",
  );
  for (const option of settingOptions()) {
    command.addOption(option);
  }
  return command
    .addOption(
      new Option("--log-format <format>", "how progress is printed")
        .choices(["text", "json"])
        .default("text"),
    )
    .addHelpText("after", `${ENVIRONMENT}\n${ARCHIVE_EXIT_CODES}`)
    .action(({ logFormat, ...values }: SettingValues & { logFormat: "text" | "json" }) => {
      runAsProcess((around) => archiveCommand(values, around), { byTerraform: false, logFormat });
    });
}
