import { relative } from "node:path";
import { keyOf, type Target } from "../archival/target";
import { EXIT } from "../hook/exit-codes";
import { explain, type Surroundings } from "../hook/main";
import { printableWith, toJsonLine } from "../hook/printable";
import { reporterFor } from "../hook/reporter";
import { count } from "../plural";
import { readProject } from "../project/cdktf-project";
import { readStacks, type SynthesizedStack } from "../project/synthesized-stacks";
import { isSeen, type Surveyor, surveyGroups } from "../survey/survey-groups";
import { surveyorFrom } from "../survey/surveyor";
import { UsageError } from "../usage-error";
import { compare, type Facts, type Finding } from "./compare";
import { recordedGroups } from "./recorded-groups";

/** One group with what was found of it. */
interface Row extends Finding, Target {
  readonly stack: string;
  readonly address: string;
  readonly name?: string;
}

/**
 * Compares the state of the synthesized stacks with the live groups.
 *
 * @param names of the stacks; all where there is none
 * @param folder in the project
 * @returns the exit code: 6 when one of the groups has drifted
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
    const surveyor = surveyorFrom(env, undefined, (sentence) => reporter.note(`warning: ${sentence}`));
    const rows = (await Promise.all(stacks.map((stack) => rowsOf(stack, folder, surveyor)))).flat();
    const printable = printableWith(env);
    const lines = logFormat === "json" ? [toJsonLine(rows, printable)] : textOf(rows).map(printable);
    output.write(`${lines.join("\n")}\n`);
    return rows.some(({ drift }) => drift) ? EXIT.drift : EXIT.archived;
  } catch (error) {
    return explain(error, reporter);
  }
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

async function rowsOf(stack: SynthesizedStack, from: string, surveyor: Surveyor): Promise<Row[]> {
  const recorded = await recordedGroups(stack.folder);
  const targets = new Map(
    [...stack.declared, ...recorded].flatMap(({ target }) => (target ? [[keyOf(target), target]] : [])),
  );
  const wanted = [...targets.values()].map((target) => ({ target, guardrails: {}, declaredAt: stack.name }));
  const results = await surveyGroups(wanted, surveyor, { billing: false });
  return Promise.all(
    wanted.map(async ({ target }, index) => {
      const result = results[index] as (typeof results)[number];
      if (!isSeen(result) && !result.isMissing) {
        throw new Error(`group ${target.groupId} could not be looked at: ${result.why}`);
      }
      const isThis = (other: { readonly target: Target | undefined }): boolean =>
        other.target !== undefined && keyOf(other.target) === keyOf(target);
      const facts: Facts = {
        stack: stack.name,
        folder: relative(from, stack.folder) || ".",
        target,
        declared: stack.declared.find(isThis),
        recorded: recorded.find(isThis),
        live: isSeen(result) ? (result.impact.archived ? "archived" : "active") : "hidden",
        open: await surveyor.openArchive(target),
      };
      const address = facts.declared?.address ?? facts.recorded?.address ?? "";
      const named = isSeen(result) ? { name: result.impact.group.name } : {};
      return { stack: stack.name, address, ...target, ...named, ...compare(facts) };
    }),
  );
}

function textOf(rows: readonly Row[]): string[] {
  const drifted = rows.filter(({ drift }) => drift).length;
  return [
    ...rows.flatMap(({ stack, address, name, groupId, drift, what, mend }) => [
      `${drift ? "drift" : "ok   "}  ${stack} ${address}: ${name === undefined ? groupId : `"${name}" (${groupId})`}: ${what}`,
      ...(mend === undefined ? [] : [`       mend: ${mend}`]),
    ]),
    drifted === 0
      ? `no drift: ${count(rows.length, "group")} looked at`
      : `drift: ${drifted} of ${count(rows.length, "group")}`,
  ];
}
