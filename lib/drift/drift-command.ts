import { relative } from "node:path";
import { keyOf, type Target } from "../archival/target";
import { EXIT } from "../hook/exit-codes";
import { explain, type Surroundings } from "../hook/main";
import { printableWith, toJsonLine } from "../hook/printable";
import { reporterFor } from "../hook/reporter";
import { warnerFor } from "../hook/warner";
import type { Impact } from "../impact";
import { count } from "../plural";
import { readProject } from "../project/cdktf-project";
import { readStacks, type SynthesizedStack } from "../project/synthesized-stacks";
import { inParallel } from "../survey/in-parallel";
import { isPartlyRestored } from "../survey/partly-restored";
import type { Pin } from "../survey/pin";
import { readPins, scopeFilePath } from "../survey/scope-file";
import { isSeen, type Surveyor, surveyGroups } from "../survey/survey-groups";
import { surveyorFrom } from "../survey/surveyor";
import { UsageError } from "../usage-error";
import { compare, type Facts, type Finding } from "./compare";
import { type RecordedGroup, recordedGroups } from "./recorded-groups";

/** One group with what was found of it. */
interface Row extends Omit<Finding, "drift">, Target {
  /** `null` when it could not be looked at. */
  readonly drift: boolean | null;
  readonly stack: string;
  readonly address: string;
  readonly name?: string;
}

/**
 * Compares the state of the synthesized stacks with the live groups.
 *
 * @param names of the stacks; all where there is none
 * @param folder in the project
 * @returns the exit code: 6 when one of the groups has drifted, else 1 when one could not be looked at
 */
export async function driftCommand(
  names: readonly string[],
  folder: string,
  around: Surroundings,
): Promise<number> {
  const { env, clock, logFormat, output } = around;
  const reporter = reporterFor(logFormat, output, () => clock.now(), env);
  try {
    const project = readProject(folder);
    const stacks = chosen(readStacks(project.output), names);
    const pins = readPins(scopeFilePath(project.folder));
    const surveyor = surveyorFrom(env, undefined, warnerFor(around, reporter));
    const rows = (
      await inParallel(stacks, (stack) =>
        rowsOf(stack, { project: project.folder, from: folder, pins }, surveyor),
      )
    ).flat();
    const printable = printableWith(env);
    const lines = logFormat === "json" ? [toJsonLine(rows, printable)] : textOf(rows).map(printable);
    output.write(`${lines.join("\n")}\n`);
    return exitCodeOf(rows);
  } catch (error) {
    return explain(error, reporter);
  }
}

function exitCodeOf(rows: readonly Row[]): number {
  if (rows.some(({ drift }) => drift)) {
    return EXIT.drift;
  }
  return rows.some(({ drift }) => drift === null) ? EXIT.failed : EXIT.archived;
}

function chosen(stacks: readonly SynthesizedStack[], names: readonly string[]): readonly SynthesizedStack[] {
  const unknown = names.find((name) => !stacks.some((stack) => stack.name === name));
  if (unknown !== undefined) {
    throw new UsageError(
      `there is no stack "${unknown}"; choose from ${stacks.map(({ name }) => name).join(", ")}`,
    );
  }
  return names.length === 0 ? stacks : stacks.filter(({ name }) => names.includes(name));
}

/** @param where the project is, where the command was run, and what is pinned there */
async function rowsOf(
  stack: SynthesizedStack,
  { project, from, pins }: { readonly project: string; readonly from: string; readonly pins: readonly Pin[] },
  surveyor: Surveyor,
): Promise<Row[]> {
  const recorded = await recordedGroups(stack.folder);
  const targets = new Map(
    [...stack.declared, ...recorded].flatMap(({ target }) => (target ? [[keyOf(target), target]] : [])),
  );
  const groups = [...targets.values()].map((target) => ({ target, ...findIn(stack, recorded, target) }));
  const wanted = groups.map(({ target, declared }) => ({
    target,
    guardrails: {},
    declaredAt: stack.name,
    ...(declared && { environment: declared.environment }),
  }));
  const results = await surveyGroups(wanted, surveyor, { billing: false, schedules: false });
  return Promise.all(
    groups.map(async ({ target, ...found }, index) => {
      const result = results[index] as (typeof results)[number];
      const address = found.declared?.address ?? found.recorded?.address ?? "";
      const row = { stack: stack.name, address, ...target };
      if (!isSeen(result) && result.because !== "missing") {
        return { ...row, drift: null, what: `could not be looked at: ${result.why}` };
      }
      const facts: Facts = {
        stack,
        ...found,
        project: relative(from, project),
        folder: relative(project, stack.folder) || ".",
        targetGroupId: pins.find((pin) => keyOf(pin) === keyOf(target))?.parentId,
        live: isSeen(result) ? stateOf(result.impact) : "hidden",
        open: await surveyor.openArchive(target),
      };
      const named = isSeen(result) ? { name: result.impact.group.name } : {};
      return { ...row, ...named, ...compare(facts) };
    }),
  );
}

function stateOf(impact: Impact): Facts["live"] {
  if (impact.archived) {
    return "archived";
  }
  return isPartlyRestored(impact) ? "partly restored" : "active";
}

/** A group whose id only Terraform knows is declared at the address that its record has. */
function findIn(
  { declared }: SynthesizedStack,
  recorded: readonly RecordedGroup[],
  target: Target,
): Pick<Facts, "declared" | "recorded"> {
  const isThis = (other: { readonly target: Target | undefined }): boolean =>
    other.target !== undefined && keyOf(other.target) === keyOf(target);
  const record = recorded.find(isThis);
  const byAddress = declared.find((one) => !one.target && one.address === record?.address);
  return { declared: declared.find(isThis) ?? byAddress, recorded: record };
}

function textOf(rows: readonly Row[]): string[] {
  const drifted = rows.filter(({ drift }) => drift).length;
  const unseen = rows.filter(({ drift }) => drift === null).length;
  const all = count(rows.length, "group");
  return [
    ...rows.flatMap(({ stack, address, name, groupId, drift, what, mend }) => [
      `${labelOf(drift)}  ${stack} ${address}: ${name === undefined ? groupId : `"${name}" (${groupId})`}: ${what}`,
      ...(mend === undefined ? [] : [`       mend: ${mend}`]),
    ]),
    ...(drifted > 0 ? [`drift: ${drifted} of ${all}`] : []),
    ...(unseen > 0 ? [`${unseen} of ${all} could not be looked at`] : []),
    ...(drifted + unseen === 0 ? [`no drift: ${all} looked at`] : []),
  ];
}

function labelOf(drift: boolean | null): string {
  if (drift === null) {
    return "error";
  }
  return drift ? "drift" : "ok   ";
}
