import { count } from "../plural";
import { ACTIONS } from "./action";
import { followGroup } from "./follow";
import { guard, guardStartingOver } from "./guard";
import { NO_SCOPE } from "./look";
import { lookPastLag } from "./look-past-lag";
import type { ArchiveOrder } from "./order";
import type { Outcome } from "./outcome";
import { perform } from "./perform";
import type { Server } from "./platform";
import type { Ports } from "./ports";
import { archiveInForce, type Receipt } from "./receipt";
import { Run } from "./run";
import { submit } from "./submit";
import { titleOf } from "./title-of";
import { subGroupsOf } from "./tree";

/**
 * Archives a group with its sub-groups and servers, and waits until it was seen archived.
 *
 * It sends the operation at most once, and nothing at all when the group is archived already or an archive of it
 * is in flight. It may be killed at any point: the journal lets the next run continue where this one stopped.
 *
 * @returns how it ended; it rejects only for errors that are no part of archiving, such as a defect
 *
 * @example
 * const outcome = await archive({ accountAlias, groupId, timeoutMs: 4 * 3_600_000, settleMs: 60_000 }, ports);
 * console.log(outcome.verdict, outcome.summary);
 */
export function archive(order: ArchiveOrder, ports: Ports): Promise<Outcome> {
  const run = new Run(order, ports, "archive");
  return perform(run, () => begin(run));
}

/** Nothing of ours is in flight: look, let what others do come to rest, guard, submit. */
async function begin(run: Run<ArchiveOrder>): Promise<Outcome> {
  const { clock, platform, receipts, report } = run.ports;
  const ended = await receipts.all();
  const earlier = archiveInForce(ended);
  const goneIsArchived = earlier?.ended.as === "archived";
  let seen = await lookPastLag(run, { ...NO_SCOPE, goneIsArchived }, ended);
  if (seen.group && !seen.archived && seen.queued) {
    const scope = { servers: seen.live.map((server) => server.id), goneIsArchived: false };
    const reason = `servers of the group are queued for ${seen.queued}`;
    seen = await followGroup(run, ACTIONS.archive, scope, clock.now(), reason);
    if (seen.archived && seen.agreed) {
      return {
        verdict: "archived",
        summary: `${titleOf(run.order, seen.group)} was archived by an operation found in flight`,
      };
    }
    // Somebody archived its servers one by one, and the group itself is still active.
    seen = { ...seen, archived: false };
  } else if (earlier?.ended.as === "unverified" && !seen.archived) {
    const scope = { servers: earlier.servers, goneIsArchived: true };
    const endedAt = Date.parse(earlier.ended.at);
    const reason = "an earlier archive succeeded but was not seen yet";
    seen = await followGroup(run, ACTIONS.archive, scope, endedAt, reason);
  } else if (earlier && !seen.group && seen.archived) {
    const scope = { servers: earlier.servers, goneIsArchived };
    const reason = "it was archived from here, and the platform does not show it";
    seen = await followGroup(run, ACTIONS.archive, scope, clock.now(), reason);
  }
  if (seen.archived) {
    return {
      verdict: "already-archived",
      summary: `${titleOf(run.order, seen.group)} is archived already; nothing was sent`,
    };
  }
  const { group, live } = seen;
  if (!group) {
    return describeGone(run, live, earlier);
  }
  const groups = subGroupsOf(group);
  report({ kind: "observed", action: "archive", group, servers: live.length, groups: 1 + groups.length });
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

/** Platforms may hide what is archived, and a restore that failed leaves such a group with some servers active. */
function describeGone(run: Run, live: readonly Server[], earlier: Receipt | undefined): never {
  const { accountAlias, groupId } = run.order;
  if (!earlier || live.length === 0) {
    run.end("failed", `account ${accountAlias} has no group ${groupId}, or this user may not see it`);
  }
  const back = `${count(live.length, "server")} of it ${live.length === 1 ? "is" : "are"} active again`;
  run.end(
    "failed",
    `the platform does not show ${titleOf(run.order, { name: earlier.groupName })}, which was archived from here, and ${back}; restore the rest before it is archived again`,
    live.map(({ id, status }) => `${ACTIONS.archive.undone}: ${id} (${status})`),
  );
}
