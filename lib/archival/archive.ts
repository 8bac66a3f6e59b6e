import { count } from "../common/text";
import { ACTIONS, isAgreed, isDone } from "./action";
import { adopt } from "./adopt";
import { tellsOfSuccess } from "./evidence";
import { guard, guardStartingOver } from "./guard";
import type { ArchiveOrder } from "./order";
import { adoptCommand } from "./order";
import type { Outcome } from "./outcome";
import type { Ports } from "./ports";
import { archiveInForce, type Receipt } from "./receipt";
import { Run } from "./run";
import { runAction } from "./run-action";
import { NO_SCOPE, type Scope, type Sighting, whyMissing } from "./sighting";
import { foundInFlight, submit } from "./submit";
import { titleOf } from "./target";
import { countLive, subGroupsOf } from "./tree";
import { followGroup, lookPastLag } from "./watch";

const ARCHIVE = ACTIONS.archive;

/**
 * Archives a group with its sub-groups and servers, and waits until it was seen archived.
 *
 * It sends the operation at most once, and nothing at all when the group is archived already or an archive of it
 * is in flight. Where the order names an operation that was sent elsewhere, that one is followed. It may be killed at any
 * point: the journal lets the next run continue where this one stopped.
 *
 * @returns how it ended; it rejects only for errors that are no part of archiving, such as a defect
 *
 * @example
 * const outcome = await archive({ accountAlias, groupId, timeoutMs: 4 * 3_600_000, settleMs: 60_000 }, ports);
 * console.log(outcome.verdict, outcome.summary);
 */
export function archive(order: ArchiveOrder, ports: Ports): Promise<Outcome> {
  const run = new Run(order, ports, "archive");
  const { operation } = order;
  return operation
    ? runAction(
        run,
        () => adopt(run, operation),
        (entry) => adopt(run, operation, entry),
      )
    : runAction(run, () => begin(run));
}

/** Nothing of ours is in flight: look, let what others do come to rest, guard, submit. */
async function begin(run: Run<ArchiveOrder>): Promise<Outcome> {
  const { platform, receipts, report } = run.ports;
  const ended = await receipts.all();
  const earlier = archiveInForce(ended);
  const scope = { ...NO_SCOPE, ...(earlier && scopeOf(earlier)), servers: [] };
  const first = await lookPastLag(run, scope, ended);
  const isInFlight = first.group !== undefined && first.queued !== undefined && !isDone(ARCHIVE, first);
  const seen = isInFlight ? await seeThrough(run, first) : await comeToRest(run, first, earlier);
  if (isInFlight && isAgreed(ARCHIVE, seen)) {
    return foundInFlight(ARCHIVE, run.order, seen);
  }
  // What was in flight may have been single servers of a group that is still active.
  if (!isInFlight && isDone(ARCHIVE, seen)) {
    return {
      verdict: "already-archived",
      summary: `${titleOf(run.order, seen.group)} is archived already; nothing was sent`,
    };
  }
  const { group, live } = seen;
  if (!group) {
    return describeGone(run, seen, earlier, isInFlight);
  }
  const groups = subGroupsOf(group);
  report({
    kind: "observed",
    action: "archive",
    group,
    servers: countLive(group),
    groups: 1 + groups.length,
  });
  guard(run, group);
  guardStartingOver(run, group, ended);
  const intent = {
    action: "archive",
    groupName: group.name,
    ...(group.parentId !== undefined && { parentId: group.parentId }),
    subGroups: groups.map((child) => child.id),
    servers: live.map((server) => server.id),
  } as const;
  return (await submit(run, intent, () => platform.archive(run.order))) ?? begin(run);
}

/** Servers are queued: somebody else is at it. */
function seeThrough(run: Run, { group, live, queued }: Sighting): Promise<Sighting> {
  const scope = { ...NO_SCOPE, servers: live.map((server) => server.id), parentId: group?.parentId };
  const reason = `servers of the group are queued for ${queued}`;
  return followGroup(run, ARCHIVE, scope, run.ports.clock.now(), reason);
}

/** Reads may lag behind an earlier archive, and a group that is gone has to stay so. */
function comeToRest(run: Run, seen: Sighting, earlier: Receipt | undefined): Promise<Sighting> | Sighting {
  if (earlier?.ended.as === "unverified" && !isDone(ARCHIVE, seen)) {
    const reason = "an earlier archive succeeded but has not been seen yet";
    return followGroup(run, ARCHIVE, scopeOf(earlier), Date.parse(earlier.ended.at), reason);
  }
  if (earlier && !seen.group) {
    const reason = "it was archived from here, and the platform does not show it";
    return followGroup(run, ARCHIVE, scopeOf(earlier), run.ports.clock.now(), reason);
  }
  return seen;
}

/** Where to look for the group of an archive that has ended. */
function scopeOf(earlier: Receipt): Scope {
  const { servers, parentId } = earlier;
  return { servers, parentId, hasSucceeded: tellsOfSuccess(earlier) };
}

/** Platforms may hide what is archived, and a restore that failed leaves such a group with some servers active. */
function describeGone(run: Run, seen: Sighting, earlier: Receipt | undefined, wasInFlight: boolean): never {
  const { live, isAnswering } = seen;
  const { accountAlias, groupId } = run.order;
  const left = live.map(({ id, status }) => `${ARCHIVE.undone}: ${id} (${status})`);
  if (earlier && live.length > 0) {
    const back = `${count(live.length, "server")} of it ${live.length === 1 ? "is" : "are"} active again`;
    run.end(
      "failed",
      `the platform does not show ${titleOf(run.order, { name: earlier.groupName })}, which was archived from here, and ${back}; restore the rest before it is archived again`,
      left,
    );
  }
  if (wasInFlight) {
    run.end("unknown", `servers of the group were queued, and now ${whyMissing(seen)}`, left);
  }
  if (earlier && earlier.ended.as !== "failed") {
    const title = titleOf(run.order, { name: earlier.groupName });
    run.end("unknown", `an archive of ${title} was sent from here before, and ${whyMissing(seen)}`);
  }
  if (!isAnswering) {
    run.end(
      "failed",
      `account ${accountAlias}, group ${groupId}: ${whyMissing(seen)}; or there is no such account`,
    );
  }
  run.end(
    "failed",
    `account ${accountAlias} has no group ${groupId}, or this user may not see it; if it was archived elsewhere, it may be hidden: ${adoptCommand(run.order)} adopts its operation`,
  );
}
