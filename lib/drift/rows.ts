import { keyOf, type Target } from "../archival/target";
import type { Impact } from "../impact";
import type { Assessment } from "../survey/assess";
import { inParallel } from "../survey/in-parallel";
import { isPartlyRestored } from "../survey/partly-restored";
import type { Pin } from "../survey/pin";
import { isSeen, type Surveyor, surveyGroups, type Unseen } from "../survey/survey-groups";
import { compare, type Facts, type Finding } from "./compare";
import type { Subject } from "./read-states";

/** One group with what was found of it. */
export interface Row extends Omit<Finding, "drift">, Target {
  /** `null` when it could not be looked at. */
  readonly drift: boolean | null;
  readonly stack: string;
  readonly address: string;
  readonly name?: string;
}

/**
 * Looks at all groups at once, and compares.
 *
 * @param pins what is pinned beside the stacks
 */
export async function rowsOf(
  subjects: readonly Subject[],
  pins: readonly Pin[],
  surveyor: Surveyor,
): Promise<Row[]> {
  const wanted = subjects.map(({ environment, stack, target }) => ({
    target,
    guardrails: {},
    declaredAt: stack.name,
    environment,
  }));
  const results = await surveyGroups(wanted, surveyor, { billing: false, schedules: false });
  const silent = await silentAccounts(subjects, results, surveyor);
  return Promise.all(
    subjects.map(async ({ address, declared, recorded, stack, target }, index) => {
      const result = results[index] as (typeof results)[number];
      const row = { stack: stack.name, address, ...target };
      if (!isSeen(result) && result.because !== "missing") {
        return { ...row, drift: null, what: `could not be looked at: ${result.why}` };
      }
      if (isSeen(result) && result.isHidden && silent.has(target.accountAlias)) {
        const why = `account ${target.accountAlias} shows neither this group nor its data centers`;
        return { ...row, drift: null, what: `could not be looked at: ${why}` };
      }
      const facts: Facts = {
        commands: stack.commands,
        declared,
        recorded,
        targetGroupId: pins.find((pin) => keyOf(pin) === keyOf(target))?.parentId,
        live: isSeen(result) ? stateOf(result.impact) : "hidden",
        open: await surveyor.openArchive(target),
      };
      const named = isSeen(result) ? { name: result.impact.group.name } : {};
      return { ...row, ...named, ...compare(facts) };
    }),
  );
}

/**
 * Accounts that do not answer: a gateway that has lost its routes answers 404 to everything, and then a receipt does not tell
 * that the group is still as it was (docs/decisions/0010-done-means-seen.md).
 */
async function silentAccounts(
  subjects: readonly Subject[],
  results: readonly (Assessment | Unseen)[],
  { platform }: Surveyor,
): Promise<ReadonlySet<string>> {
  const accounts = (isHidden: boolean): Set<string> =>
    new Set(
      subjects.flatMap(({ target }, at) => {
        const result = results[at] as Assessment | Unseen;
        return isSeen(result) && result.isHidden === isHidden ? [target.accountAlias] : [];
      }),
    );
  const shown = accounts(false);
  const unsure = [...accounts(true)].filter((alias) => !shown.has(alias));
  const silent = await inParallel(unsure, async (alias) =>
    (await platform.isAnswering(alias, undefined).catch(() => false)) ? [] : [alias],
  );
  return new Set(silent.flat());
}

function stateOf(impact: Impact): Facts["live"] {
  if (impact.archived) {
    return "archived";
  }
  return isPartlyRestored(impact) ? "partly restored" : "active";
}
