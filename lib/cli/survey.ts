import { Command } from "commander";
import { parseAccountAlias, parseGroupId } from "../archival/target";
import { EXIT } from "../contract/exit-codes";
import { printableWith, toJsonLine } from "../hook/printable";
import { runAsProcess } from "../hook/process";
import { reporterFor } from "../hook/reporter";
import { explain, type Surroundings } from "../hook/surroundings";
import { card } from "../survey/card";
import { isSeen, surveyGroups } from "../survey/survey-groups";
import { surveyorFrom } from "../survey/surveyor";
import { ENVIRONMENT } from "./help";
import { warnerFor } from "./warner";

const EXIT_CODES = `
Exit codes:
  0 shown, archived or not   1 no such group, or no answer   2 wrong usage   3 credentials   130 interrupted`;

/** `archived-group survey`: the impact of archiving, as the plan would show it. */
export function surveyProgram(): Command {
  return new Command("survey")
    .description("show what archiving groups would do, as the plan would show it")
    .requiredOption("--account <alias>", "short code of the account")
    .requiredOption("--group <id...>", "ids of groups, 32 hex digits each")
    .option("--json", "print one JSON list")
    .addHelpText("after", `${ENVIRONMENT}\n${EXIT_CODES}`)
    .action(({ json, ...values }: SurveyValues & { json?: boolean }) => {
      runAsProcess((around) => surveyCommand(values, around), {
        byTerraform: false,
        logFormat: json ? "json" : "text",
      });
    });
}

/** Which groups are looked at, as they were written. */
export interface SurveyValues {
  readonly account?: string;
  readonly group?: readonly string[];
}

/**
 * Shows what archiving groups would do, as the plan would show it. It sends nothing that changes anything.
 *
 * @returns the exit code: 1 when one of the groups could not be looked at
 */
export async function surveyCommand(values: SurveyValues, around: Surroundings): Promise<number> {
  const { env, clock, logFormat, output } = around;
  const reporter = reporterFor(logFormat, output, () => clock.now(), env);
  try {
    const accountAlias = parseAccountAlias(values.account ?? "");
    const wanted = (values.group ?? []).map((id) => ({
      target: { accountAlias, groupId: parseGroupId(id) },
      guardrails: {},
      declaredAt: id,
    }));
    const surveyor = surveyorFrom(env, undefined, warnerFor(around, reporter));
    const results = await surveyGroups(wanted, surveyor, { billing: true, schedules: true });
    const printable = printableWith(env);
    if (logFormat === "json") {
      const items = results.map((result, index) =>
        isSeen(result) ? result.impact : { ...wanted[index]?.target, error: result.why },
      );
      output.write(`${toJsonLine(items, printable)}\n`);
    } else {
      const cards = results.map((result, index) =>
        isSeen(result) ? card(result.impact) : `group ${wanted[index]?.target.groupId}: ${result.why}`,
      );
      output.write(`${cards.map((text) => text.split("\n").map(printable).join("\n")).join("\n\n")}\n`);
    }
    return results.every(isSeen) ? EXIT.ok : EXIT.failed;
  } catch (error) {
    return explain(error, reporter);
  }
}
