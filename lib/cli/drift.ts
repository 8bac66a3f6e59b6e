import { Command } from "commander";
import { count } from "../common/text";
import { UsageError } from "../common/usage-error";
import { EXIT } from "../contract/exit-codes";
import { readPins, scopeFilePath } from "../contract/scope-file";
import { type Row, rowsOf } from "../drift/rows";
import { printableWith, toJsonLine } from "../hook/printable";
import { runAsProcess } from "../hook/process";
import { reporterFor } from "../hook/reporter";
import { explain, type Surroundings } from "../hook/surroundings";
import { surveyorFrom } from "../survey/surveyor";
import { readStates, type Unreadable } from "../terraform/read-states";
import { findWorkspace, type Workplace } from "../terraform/workspace";
import { ENVIRONMENT } from "./help";
import { warnerFor } from "./warner";

export const DRIFT_EXIT_CODES = `
Exit codes:
  0 no drift   1 failed   2 wrong usage   3 credentials   6 drift found   130 interrupted`;

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

/**
 * Compares the states of a project, or of a folder of Terraform, with the live groups. The account is surveyed once for all.
 *
 * @param names of the stacks; all where there is none
 * @param folder in the project, or where Terraform runs
 * @returns the exit code: 6 when one of the groups has drifted; else 2 when a state could not be read, and 1 when a group could
 *   not be looked at
 */
async function driftCommand(names: readonly string[], folder: string, around: Surroundings): Promise<number> {
  const { env, clock, logFormat, output } = around;
  const reporter = reporterFor(logFormat, output, () => clock.now(), env);
  try {
    const workspace = findWorkspace(folder);
    const stacks = chosen(workspace.stacks, names);
    const pins = readPins(scopeFilePath(workspace.folder));
    const surveyor = surveyorFrom(env, undefined, warnerFor(around, reporter));
    const { unreadable, subjects } = await readStates(stacks);
    const rows = await rowsOf(subjects, pins, surveyor);
    const printable = printableWith(env);
    const lines =
      logFormat === "json"
        ? [toJsonLine([...rows, ...unreadable], printable)]
        : textOf(rows, unreadable, stacks.length).map(printable);
    output.write(`${lines.join("\n")}\n`);
    return exitCodeOf(rows, unreadable);
  } catch (error) {
    return explain(error, reporter);
  }
}

function exitCodeOf(rows: readonly Row[], unreadable: readonly Unreadable[]): number {
  if (rows.some(({ drift }) => drift)) {
    return EXIT.drift;
  }
  if (unreadable.length > 0) {
    return EXIT.usage;
  }
  return rows.some(({ drift }) => drift === null) ? EXIT.failed : EXIT.ok;
}

function chosen(stacks: readonly Workplace[], names: readonly string[]): readonly Workplace[] {
  const unknown = names.find((name) => !stacks.some((stack) => stack.name === name));
  if (unknown !== undefined) {
    throw new UsageError(
      `there is no stack "${unknown}"; choose from ${stacks.map(({ name }) => name).join(", ")}`,
    );
  }
  return names.length === 0 ? stacks : stacks.filter(({ name }) => names.includes(name));
}

function textOf(rows: readonly Row[], unreadable: readonly Unreadable[], stacks: number): string[] {
  const drifted = rows.filter(({ drift }) => drift).length;
  const unseen = rows.filter(({ drift }) => drift === null).length;
  const all = count(rows.length, "group");
  return [
    ...rows.flatMap(({ stack, address, name, groupId, drift, what, fix }) => [
      `${labelOf(drift)}  ${stack} ${address}: ${name === undefined ? groupId : `"${name}" (${groupId})`}: ${what}`,
      ...(fix === undefined ? [] : [`       fix: ${fix}`]),
    ]),
    ...unreadable.map(({ stack, what }) => `error  ${stack}: ${what}`),
    ...(drifted > 0 ? [`drift: ${drifted} of ${all}`] : []),
    ...(unseen > 0 ? [`${unseen} of ${all} could not be looked at`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} of ${count(stacks, "stack")} could not be read`] : []),
    ...(drifted + unseen + unreadable.length === 0 ? [`no drift: ${all} looked at`] : []),
  ];
}

function labelOf(drift: boolean | null): string {
  if (drift === null) {
    return "error";
  }
  return drift ? "drift" : "ok   ";
}
