import { Command } from "commander";
import { runAsProcess } from "../hook/process";
import { ENVIRONMENT, PIN_EXIT_CODES } from "./help";
import { pinCommand } from "./pin-command";

/** `archived-group pin`: writes what every declared group holds, for review. */
export function pinProgram(): Command {
  return new Command("pin")
    .description(
      "survey what the app of cdktf.json declares, and write archived-group.scope.json to be reviewed",
    )
    .addHelpText("after", `${ENVIRONMENT}\n${PIN_EXIT_CODES}`)
    .action(() => {
      runAsProcess((around) => pinCommand(process.cwd(), around), { byTerraform: false, logFormat: "text" });
    });
}
