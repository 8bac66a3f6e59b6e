import { Command } from "commander";
import { runAsProcess } from "../hook/process";
import { ENVIRONMENT, STATUS_EXIT_CODES } from "./help";
import { type SurveyValues, surveyCommand } from "./survey-command";

/** `archived-group survey`: the impact of archiving, as the plan would show it. */
export function surveyProgram(): Command {
  return new Command("survey")
    .description("show what archiving groups would do, as the plan would show it")
    .requiredOption("--account <alias>", "short code of the account")
    .requiredOption("--group <id...>", "ids of groups, 32 hex digits each")
    .option("--json", "print one JSON list")
    .addHelpText("after", `${ENVIRONMENT}\n${STATUS_EXIT_CODES}`)
    .action(({ json, ...values }: SurveyValues & { json?: boolean }) => {
      runAsProcess((around) => surveyCommand(values, around), {
        byTerraform: false,
        logFormat: json ? "json" : "text",
      });
    });
}
