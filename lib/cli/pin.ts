import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { keyOf } from "../archival/target";
import { count } from "../common/text";
import { UsageError } from "../common/usage-error";
import { EXIT } from "../contract/exit-codes";
import type { Impact } from "../contract/impact";
import { type Pin, pinOf, pinOfReceipt } from "../contract/pin";
import { formatPins, readPins, scopeFilePath } from "../contract/scope-file";
import { runAsProcess } from "../hook/process";
import { reporterFor } from "../hook/reporter";
import { explain, type Surroundings } from "../hook/surroundings";
import type { Surveyor } from "../survey/findings";
import { isSeen, surveyGroups } from "../survey/survey-groups";
import { surveyorFrom } from "../survey/surveyor";
import { readProject } from "../terraform/cdktf-project";
import { declaredGroups } from "../terraform/declared-groups";
import type { DeclaredGroup } from "../terraform/declared-groups-in";
import { ENVIRONMENT } from "./help";

const EXIT_CODES = `
Exit codes:
  0 written   1 failed, nothing was written   2 wrong usage   3 credentials   130 interrupted`;

/** `archived-group pin`: writes what every declared group holds, for review. */
export function pinProgram(): Command {
  return new Command("pin")
    .description(
      "survey what the app of cdktf.json declares, and write archived-group.scope.json to be reviewed",
    )
    .addHelpText("after", `${ENVIRONMENT}\n${EXIT_CODES}`)
    .action(() => {
      runAsProcess((around) => pinCommand(process.cwd(), around), { byTerraform: false, logFormat: "text" });
    });
}

/**
 * Writes the scope of every declared group to the scope file, to be committed and reviewed like a lock file. It is written
 * whole or not at all.
 *
 * @param folder in the project
 * @returns the exit code: 1 when one of the groups could not be looked at
 */
async function pinCommand(folder: string, around: Surroundings): Promise<number> {
  const { env, clock, logFormat, output } = around;
  const reporter = reporterFor(logFormat, output, () => clock.now(), env);
  try {
    const project = readProject(folder);
    const path = scopeFilePath(project.folder);
    const before = pinsBefore(path, (sentence) => reporter.note(`warning: ${sentence}`));
    const declared = await declaredGroups(project);
    for (const { path: at } of declared.filter(({ target }) => !target)) {
      reporter.note(`${at} is left out: its id is known only when the plan is applied`);
    }
    const surveyor = surveyorFrom(env, undefined, (sentence, target) => {
      // A journal that cannot be used makes no difference to what is pinned.
      if (!target) reporter.note(`warning: ${sentence}`);
    });
    const results = await pinsOf(declared, before, surveyor, (sentence) => reporter.note(sentence));
    const failures = results.filter((result): result is string => typeof result === "string");
    if (failures.length > 0) {
      for (const failure of failures) reporter.error(failure);
      reporter.error(
        `${path} was not written, because ${count(failures.length, "group")} could not be looked at`,
      );
      return EXIT.failed;
    }
    const pins = results as Pin[];
    for (const line of pinDifference(before, pins)) reporter.note(line);
    await writeFileAtomic(path, formatPins(pins));
    reporter.note(`${path} holds ${count(pins.length, "group")}; commit it, and have its changes reviewed`);
    return EXIT.ok;
  } catch (error) {
    return explain(error, reporter);
  }
}

/** Pinning is how an unusable file is fixed. */
function pinsBefore(path: string, warn: (sentence: string) => void): readonly Pin[] {
  try {
    return readPins(path);
  } catch (error) {
    if (error instanceof UsageError) {
      warn(`${error.message}; it is written again`);
      return [];
    }
    throw error;
  }
}

/** The pin of each group that can be pinned, or the sentence that says why it could not be looked at. */
async function pinsOf(
  declared: readonly DeclaredGroup[],
  before: readonly Pin[],
  surveyor: Surveyor,
  note: (sentence: string) => void,
): Promise<(Pin | string)[]> {
  const wanted = declared.flatMap(({ environment, path, target }) =>
    target ? [{ target, environment, guardrails: {}, declaredAt: path }] : [],
  );
  const earlierPins = new Map(before.map((pin) => [keyOf(pin), pin]));
  const results = await surveyGroups(wanted, surveyor, { billing: false, schedules: false });
  const pins = results.map(async (result, index) => {
    const { target, declaredAt } = wanted[index] as (typeof wanted)[number];
    const earlier = earlierPins.get(keyOf(target));
    const isElsewhere = !isSeen(result) && result.because === "elsewhere";
    if (isElsewhere) {
      note(`${declaredAt} is left ${earlier ? "as it is pinned" : "out"}: ${result.why}`);
    }
    // What is archived has left the group: the pin that it was archived by tells what that was, and where it was.
    if (earlier && (isSeen(result) ? result.impact.archived : result.because !== "unreadable")) {
      return earlier;
    }
    if (!isSeen(result)) {
      return isElsewhere ? [] : `${declaredAt}: ${result.why}`;
    }
    return result.impact.archived ? pinOfArchived(result.impact, declaredAt, surveyor) : pinOf(result.impact);
  });
  return (await Promise.all(pins)).flat();
}

/** An archived group shows nothing of what it held, so that its pin would block the next archive, or approve none of it. */
async function pinOfArchived(impact: Impact, declaredAt: string, surveyor: Surveyor): Promise<Pin | string> {
  const [receipt] = await surveyor.archivesFromHere(impact);
  return receipt?.ended.as === "archived"
    ? pinOfReceipt(impact, receipt)
    : `${declaredAt}: group "${impact.group.name}" is archived already, and no receipt here tells what it held; pin a group while it is active`;
}

/** What is pinned, and what has changed since it was pinned before; a line each. */
export function pinDifference(before: readonly Pin[], after: readonly Pin[]): string[] {
  const earlierPins = new Map(before.map((pin) => [keyOf(pin), pin]));
  const kept = new Set(after.map(keyOf));
  return [
    ...after.flatMap((pin) => {
      const earlier = earlierPins.get(keyOf(pin));
      const { name, groupId, servers, subGroups } = pin;
      return [
        `"${name}" (${groupId}): ${count(servers.length, "server")}, ${count(subGroups.length, "sub-group")}${earlier ? "" : ", pinned for the first time"}`,
        ...(earlier ? [...changes("+", pin, earlier), ...changes("-", earlier, pin)] : []),
      ];
    }),
    ...before
      .filter((pin) => !kept.has(keyOf(pin)))
      .map(({ name, groupId }) => `"${name}" (${groupId}) is not declared any more, and no longer pinned`),
  ];
}

/** What one has and the other has not. */
function changes(sign: "+" | "-", one: Pin, other: Pin): string[] {
  const known = new Set([...other.servers, ...other.subGroups].map(({ id }) => id));
  return [
    ...one.subGroups.map(({ id, name }) => ({ id, line: `  ${sign} group "${name}" (${id})` })),
    ...one.servers.map(({ id }) => ({ id, line: `  ${sign} server ${id}` })),
  ].flatMap(({ id, line }) => (known.has(id) ? [] : [line]));
}
