import type { Sighting } from "./sighting";
import { queueStateOf } from "./states";
import { isArchived, says, unlistedIn } from "./tree";

export const EVIDENCE = ["group", "servers", "queue"] as const;

/**
 * What shows that an archive or a restore is done. Nothing else does (docs/decisions/0010-done-means-seen.md).
 * - `group`: the group was read, and says so itself
 * - `servers`: every server that was in it was read, and is archived; one that is gone shows nothing
 * - `queue`: the queue said `succeeded` of an operation that we sent or adopted, and a look afterwards found the group gone,
 *   while something that must exist still answered
 */
export type Evidence = (typeof EVIDENCE)[number];

/** What shows that the group is archived; `undefined` when nothing does. */
export function archivedBy(seen: Sighting): Evidence | undefined {
  const { group, hasSucceeded, isAnswering, live } = seen;
  if (live.length > 0) {
    return undefined;
  }
  if (group && says("archived", group)) {
    return "group";
  }
  if (isEachArchived(seen)) {
    return "servers";
  }
  return !group && hasSucceeded && isAnswering ? "queue" : undefined;
}

/** What shows that the group is restored: nothing but itself, with none of its servers left behind. */
export function restoredBy({ group, restorable, queued }: Sighting): Evidence | undefined {
  const isWhole = restorable.length === 0 && !queued && group !== undefined && unlistedIn(group) === 0;
  return isWhole && says("active", group) ? "group" : undefined;
}

/**
 * Whether there is nothing more to wait for. A group is archived after the last of its servers, and one that is gone
 * has to stay so: it may only be missing from an answer.
 */
export function isFinal(evidence: Evidence | undefined, { group }: Sighting): boolean {
  return evidence === "group" || (evidence === "servers" && !group);
}

/** What a journal or a receipt tells of the queue. */
interface Told {
  readonly transitions: readonly { readonly status: string }[];
}

/** Whether the last word of the queue was that the operation has succeeded. */
export function hasSucceeded({ transitions }: Told): boolean {
  const states = transitions.map(({ status }) => queueStateOf(status));
  return states.findLast((state) => state === "succeeded" || state === "failed") === "succeeded";
}

/**
 * Whether a receipt of an archive tells that it is known to have succeeded. Receipts of earlier releases do not say what
 * showed it; of theirs, the queue's word counts.
 */
export function tellsOfSuccess(
  receipt: Told & { readonly ended: { readonly as: string; readonly evidence?: Evidence } },
): boolean {
  const { as, evidence } = receipt.ended;
  return (as === "archived" && evidence !== undefined) || hasSucceeded(receipt);
}

function isEachArchived({ group, servers, unread }: Sighting): boolean {
  const isAllRead = unread.length === 0 && (group === undefined || unlistedIn(group) === 0);
  return isAllRead && servers.length > 0 && servers.every(isArchived);
}
