import type { Impact } from "../impact";
import { type Decision, decide } from "./decide";
import { headlineOf } from "./headline";
import { impactsIn } from "./impacts";
import { type Intent, intentsOf } from "./intents";
import type { Json } from "./json";
import { parsePlan } from "./plan";
import { type Scope, scopeOf } from "./scope";
import { planWarnings, surveyWarnings, type Warning } from "./warnings";

/** What a plan makes of the groups that it declares. `archived-group review --format json` prints it. */
export interface Review {
  readonly version: 1;
  /** Sentences that say it all. */
  readonly headline: string;
  /** When the plan was made, as ISO 8601. */
  readonly plannedAt?: string;
  readonly archive: Scope;
  readonly restore: Scope;
  /** How many declarations are as they were. */
  readonly unchanged: number;
  readonly warnings: readonly Warning[];
  /** Those that the plan changes: what is archived first, then what is restored. */
  readonly groups: readonly ReviewedGroup[];
}

export interface ReviewedGroup extends Decision {
  /** Address of its resource. */
  readonly address: string;
  /** By its name where it was surveyed, by its id otherwise. */
  readonly title: string;
  /** Absent when it is known only at the apply, or sensitive. */
  readonly accountAlias?: string;
  readonly groupId?: string;
  /** Absent when it was not surveyed. */
  readonly impact?: Impact;
  /** The lines of the card in the plan, for want of more. */
  readonly card?: readonly string[];
}

const ORDER: readonly Decision["action"][] = ["archive", "restore", "leave", "unchanged"];

/**
 * Reviews a plan, given as the JSON of `terraform show -json <plan file>`.
 *
 * @throws UsageError when it is no such plan, in one sentence
 * @throws Error when its survey is of a version that this release does not know
 */
export function review(text: string): Review {
  const plan = parsePlan(text);
  const impacts = impactsIn(plan.at("configuration"));
  const all = intentsOf(plan)
    .map((intent) => reviewed(intent, impacts.get(intent.key)))
    .sort((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
  const groups = all.filter(({ action }) => action !== "unchanged");
  const counts = {
    archive: scopeOf(groups.filter(({ action }) => action === "archive")),
    restore: scopeOf(groups.filter(({ action }) => action === "restore")),
    unchanged: all.length - groups.length,
  };
  return {
    version: 1,
    headline: headlineOf(counts, groups),
    ...plannedAt(plan),
    ...counts,
    warnings: [...planWarnings(plan), ...all.flatMap(surveyWarnings)],
    groups,
  };
}

function reviewed(intent: Intent, impact: Impact | undefined): ReviewedGroup {
  const { address, identity, card } = intent;
  const { accountAlias, groupId } = identity;
  const fits = impact !== undefined && isOf(impact, identity);
  return {
    address,
    title: fits ? impact.group.name : groupId ? `Group ${groupId}` : "A group that the plan does not show",
    ...decide(intent, fits ? impact : undefined),
    ...(accountAlias !== undefined && { accountAlias }),
    ...(groupId !== undefined && { groupId }),
    ...(fits ? { impact } : card.length > 0 && { card }),
  };
}

/** A plan is changed by hand sooner than its survey is. */
function isOf(impact: Impact, { accountAlias, groupId }: Intent["identity"]): boolean {
  return (
    impact.groupId.toLowerCase() === groupId?.toLowerCase() &&
    impact.accountAlias.toLowerCase() === accountAlias?.toLowerCase()
  );
}

function plannedAt(plan: Json): Pick<Review, "plannedAt"> {
  const timestamp = plan.at("timestamp");
  return timestamp.exists ? { plannedAt: timestamp.text() } : {};
}
