import { keyOf, type Target } from "../archival/target";
import type { Impact } from "../contract/impact";
import type { Pin } from "../contract/pin";
import { isPartlyRestored } from "../survey/assess";
import type { Surveyor } from "../survey/findings";
import { isSeen, surveyGroups } from "../survey/survey-groups";
import type { Subject } from "../terraform/read-states";
import { compare, type Facts, type Finding } from "./compare";

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
  return Promise.all(
    subjects.map(async ({ address, declared, recorded, stack, target }, index) => {
      const result = results[index] as (typeof results)[number];
      const row = { stack: stack.name, address, ...target };
      if (!isSeen(result) && result.because !== "missing") {
        return { ...row, drift: null, what: `could not be looked at: ${result.why}` };
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

function stateOf(impact: Impact): Facts["live"] {
  if (impact.archived) {
    return "archived";
  }
  return isPartlyRestored(impact) ? "partly restored" : "active";
}
