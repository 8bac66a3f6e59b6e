import { jsonText } from "../common/json-text";
import type { Impact } from "../contract/impact";
import { isOurs, readInvocation } from "./actions";
import { decide, decideBefore } from "./decide";
import { gapsIn } from "./gaps";
import { headlineOf } from "./headline";
import { toHtml } from "./html";
import { type Identity, isSameGroup } from "./identity";
import { type Surveyed, surveyIn } from "./impacts";
import { type Intent, intentsOf } from "./intents";
import type { Json } from "./json";
import { toMarkdown } from "./markdown";
import type { Decision, Review, ReviewedGroup } from "./model";
import { parsePlan } from "./plan";
import { provisionersIn } from "./plan-parts";
import { reachOf } from "./reach";
import { planWarnings, surveyWarnings } from "./warnings";

const ORDER: readonly Decision["action"][] = ["archive", "restore", "leave", "unchanged"];

/**
 * Reviews a plan, given as the JSON of `terraform show -json <plan file>`.
 *
 * @throws UsageError when it is no such plan, in one sentence
 * @throws Error when its survey is of a version that this release does not know
 */
export function review(text: string): Review {
  const plan = parsePlan(text);
  const configuration = plan.at("configuration");
  const configured = provisionersIn(configuration);
  const surveyed = surveyIn(configuration);
  const intents = intentsOf(plan, configured);
  const invocations = plan.at("action_invocations").items().filter(isOurs).map(readInvocation);
  const all = [
    ...intents.flatMap((intent) => reviewed(intent, surveyed)),
    ...invocations.map(({ decision, ...subject }) => ({ ...groupOf(subject, {}), ...decision })),
  ].sort((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
  const groups = all.filter(({ action }) => action !== "unchanged");
  const counts = {
    archive: reachOf(groups.filter(({ action }) => action === "archive")),
    restore: reachOf(groups.filter(({ action }) => action === "restore")),
    unchanged: all.length - groups.length,
  };
  const gaps = gapsIn(plan, text, configured, new Set(all.map(({ address }) => address)));
  return {
    version: 1,
    headline: headlineOf(counts, groups, gaps),
    ...plannedAt(plan),
    ...counts,
    notReviewed: gaps.map(({ sentence }) => sentence),
    warnings: [
      ...planWarnings(plan),
      ...gaps.flatMap(({ details }) => details),
      ...all.flatMap(surveyWarnings),
    ],
    groups,
  };
}

type Found = Pick<ReviewedGroup, "impact" | "whyNotSurveyed">;

/** The declared group, and the one that it was declared for where something becomes of that as well. */
function reviewed(intent: Intent, { impacts, unseen }: Surveyed): ReviewedGroup[] {
  const { address, before, identity, key } = intent;
  const [impact, whyNotSurveyed] = [impacts.get(key), unseen.get(key)];
  const find = (one: Identity): Found => ({
    ...(impact && isOf(impact, one) && { impact }),
    ...(whyNotSurveyed !== undefined && isSameGroup(one, identity) && { whyNotSurveyed }),
  });
  const found = find(identity);
  const declared = { ...groupOf(intent, found), ...decide(intent, found.impact) };
  if (!before) return [declared];
  const foundBefore = find(before);
  const decision = decideBefore(intent, foundBefore.impact);
  const old = groupOf({ address, identity: before, card: [] }, foundBefore);
  return [declared, ...(decision ? [{ ...old, ...decision }] : [])];
}

function groupOf(
  { address, identity, card }: Pick<Intent, "address" | "identity" | "card">,
  { impact, whyNotSurveyed }: Found,
): Omit<ReviewedGroup, keyof Decision> {
  const { accountAlias, groupId } = identity;
  return {
    address,
    title: impact?.group.name ?? (groupId ? `Group ${groupId}` : "A group that the plan does not show"),
    ...(accountAlias !== undefined && { accountAlias }),
    ...(groupId !== undefined && { groupId }),
    ...(impact ? { impact } : card.length > 0 && { card }),
    ...(!impact && whyNotSurveyed !== undefined && { whyNotSurveyed }),
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

/** What a review can be written as. */
export const FORMATS = {
  markdown: toMarkdown,
  json: (review: Review): string => `${jsonText(review, 2)}\n`,
  html: toHtml,
} as const satisfies Record<string, (review: Review) => string>;

export type Format = keyof typeof FORMATS;
