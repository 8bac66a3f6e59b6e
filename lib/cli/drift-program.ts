import { Command } from "commander";
import { runAsProcess } from "../hook/process";
import { driftCommand } from "./drift-command";
import { DRIFT_EXIT_CODES, ENVIRONMENT } from "./help";

/** `archived-group drift`: whether the world still agrees with Terraform's state. */
export function driftProgram(): Command {
  return new Command("drift")
    .description("compare Terraform's state of the synthesized stacks with the live groups")
    .option("--stack <name...>", "only these stacks (default: all)")
    .option("--json", "print one JSON list")
    .addHelpText("after", `${ENVIRONMENT}\n${DRIFT_EXIT_CODES}`)
    .action(({ json, stack = [] }: { json?: boolean; stack?: readonly string[] }) => {
      runAsProcess((around) => driftCommand(stack, process.cwd(), around), {
        byTerraform: false,
        logFormat: json ? "json" : "text",
      });
    });
}
