import { Command } from "commander";
import { runAsProcess } from "../hook/process";
import { RECEIPTS_EXIT_CODES, STATE_DIRECTORY } from "./help";
import { receiptsCommand } from "./receipts";

/** `archived-group receipts`: the operations done from here. */
export function receiptsProgram(): Command {
  return new Command("receipts")
    .description("list the operations done from here, the one that ended last first")
    .option("--json", "print one JSON list")
    .addHelpText("after", `${STATE_DIRECTORY}\n${RECEIPTS_EXIT_CODES}`)
    .action(({ json }: { json?: boolean }) => {
      runAsProcess(receiptsCommand, { byTerraform: false, logFormat: json ? "json" : "text" });
    });
}
