import { oneLine } from "../common/clean";
import { count } from "../common/text";
import { isOurs } from "./actions";
import { foreignGaps } from "./foreign";
import type { Json } from "./json";
import { type Gap, gap } from "./model";
import type { Configured } from "./plan-parts";
import { resourcesIn, withoutKeys } from "./plan-parts";

/** What this package writes into a configuration, and what people type to run it. */
const MARK = /archived[-_]group|ctl_(?:archive|restore)_group/i;

/**
 * What stands in a plan, or is missing in it, that its review does not see: with any of it, nobody may take the review
 * for an all-clear.
 *
 * @param text all that was given, the plan in it
 * @param reviewed addresses of what the review shows
 */
export function gapsIn(
  plan: Json,
  text: string,
  configured: Configured,
  reviewed: ReadonlySet<string>,
): Gap[] {
  const gaps = [
    ...unfinished(plan),
    ...missing(plan, configured),
    ...deferred(plan, configured),
    ...drifted(plan, configured),
    ...invoked(plan),
    ...foreignGaps(plan, configured, reviewed),
  ];
  const isMarked = gaps.length === 0 && reviewed.size === 0 && MARK.test(text);
  return isMarked
    ? [{ sentence: "Its text names this package in a place that this review does not read.", details: [] }]
    : gaps;
}

/** `complete` is there since Terraform 1.8; a plan with an error is never complete. */
function unfinished(plan: Json): Gap[] {
  if (plan.at("errored").is(true)) return [gap("Terraform ended with an error, so the plan is incomplete.")];
  if (!plan.at("complete").is(false)) return [];
  return [
    gap("The plan is incomplete: -target or -exclude left out a part of it, or Terraform deferred one."),
  ];
}

/** Terraform lists what it leaves as it is, so what is not listed was not looked at. */
function missing(plan: Json, configured: Configured): Gap[] {
  const changes = plan.at("resource_changes").items();
  const deferredChanges = plan
    .at("deferred_changes")
    .items()
    .map((one) => one.at("resource_change"));
  const listed = new Set(
    [...changes, ...deferredChanges].flatMap((change) => [
      change.at("address").raw(),
      ...(change.at("previous_address").exists ? [change.at("previous_address").raw()] : []),
    ]),
  );
  const listedKeys = new Set([...listed].map(withoutKeys));
  const isHook = (key: string): boolean => (configured.get(key) ?? []).some(({ hook }) => hook);
  const recorded = resourcesIn(plan.at("prior_state")).map((resource) => resource.at("address").raw());
  const absent = [
    ...[...configured.keys()].filter((key) => isHook(key) && !listedKeys.has(key)),
    ...recorded.filter(
      (one) => isHook(withoutKeys(one)) && !listed.has(one) && listedKeys.has(withoutKeys(one)),
    ),
  ];
  if (absent.length === 0) return [];
  const isRefresh =
    !plan.at("resource_changes").exists && !plan.at("action_invocations").exists && recorded.length > 0;
  const why =
    isRefresh && !plan.at("complete").is(false)
      ? "The plan only refreshes the state (-refresh-only): it"
      : "The plan";
  return [
    gap(
      `${why} says nothing about ${count(absent.length, "declaration")} of this package.`,
      absent.map((one) => `\`${oneLine(one)}\` is declared, and not in this plan.`),
    ),
  ];
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format */
function deferred(plan: Json, configured: Configured): Gap[] {
  const changes = plan.at("deferred_changes").items();
  const actions = plan.at("deferred_action_invocations").items();
  if (changes.length + actions.length === 0) return [];
  const many = [
    ...(changes.length > 0 ? [count(changes.length, "change")] : []),
    ...(actions.length > 0 ? [count(actions.length, "action")] : []),
  ];
  const ours = [
    ...changes.map((one) => one.at("resource_change")).filter((one) => isOfPackage(one, configured)),
    ...actions.map((one) => one.at("action_invocation")).filter(isOurs),
  ].map((one) => oneLine(one.at("address").raw()));
  return [
    gap(
      `Terraform deferred ${many.join(" and ")} to a later plan, which this review does not see.`,
      ours.map((address) => `\`${address}\` is deferred to a later plan.`),
    ),
  ];
}

/** What was changed outside of Terraform; a move alone is no change. */
function drifted(plan: Json, configured: Configured): Gap[] {
  const ours = plan
    .at("resource_drift")
    .items()
    .filter((one) => isOfPackage(one, configured))
    .map((one) => {
      const from = one.at("previous_address");
      const moved = from.exists ? `was moved from \`${from.text()}\`` : "was changed or removed";
      return `\`${oneLine(one.at("address").raw())}\` ${moved} since the last apply; \`archived-group drift\` compares its group.`;
    });
  if (ours.length === 0) return [];
  return [
    gap(
      `Terraform found ${count(ours.length, "declaration")} of this package changed or moved since the last apply.`,
      ours,
    ),
  ];
}

/** Those of this package are reviewed. */
function invoked(plan: Json): Gap[] {
  const others = plan
    .at("action_invocations")
    .items()
    .filter((one) => !isOurs(one));
  if (others.length === 0) return [];
  return [
    gap(
      `This plan also invokes ${count(others.length, "action")}, which this review does not read.`,
      others.map((one) => `\`${oneLine(one.at("address").raw())}\` is invoked, and not reviewed.`),
    ),
  ];
}

function isOfPackage(resource: Json, configured: Configured): boolean {
  const provisioners = configured.get(withoutKeys(resource.at("address").raw())) ?? [];
  return provisioners.some(({ hook, runs }) => hook !== undefined || runs.length > 0);
}
