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
      if (isGone(result) && silent.has(target.accountAlias)) {
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
 * Accounts of which a missing group says nothing: whatever answers 404 may answer it to everything
 * (docs/decisions/0010-done-means-seen.md). A group that was seen, or the data centers, show that the account is there.
 */
async function silentAccounts(
  subjects: readonly Subject[],
  results: readonly (Assessment | Unseen)[],
  { platform }: Surveyor,
): Promise<ReadonlySet<string>> {
  const accounts = (are: (result: Assessment | Unseen) => boolean): Set<string> =>
    new Set(subjects.flatMap(({ target }, at) => (are(results[at] as Unseen) ? [target.accountAlias] : [])));
  const seen = accounts((result) => isSeen(result) && !isGone(result));
  const unsure = [...accounts(isGone)].filter((alias) => !seen.has(alias));
  const silent = await inParallel(unsure, async (alias) => {
    const centers = await platform.dataCenters(alias).catch(() => []);
    return centers.length === 0 ? [alias] : [];
  });
  return new Set(silent.flat());
}

/** Whether the platform does not show it, whatever a receipt tells. */
function isGone(result: Assessment | Unseen): boolean {
  return isSeen(result) ? result.isHidden : result.because === "missing";
}

function stateOf(impact: Impact): Facts["live"] {
  if (impact.archived) {
    return "archived";
  }
  return isPartlyRestored(impact) ? "partly restored" : "active";
}
