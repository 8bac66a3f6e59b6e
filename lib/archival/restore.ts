import { ACTIONS, isDone } from "./action";
import { archivedBy, tellsOfSuccess } from "./evidence";
import type { RestoreOrder } from "./order";
import type { Outcome } from "./outcome";
import type { Ports } from "./ports";
import { archivesInForce, changedTheGroup, type Receipt, serversArchivedBy } from "./receipt";
import { Run } from "./run";
import { runAction } from "./run-action";
import type { Scope, Sighting } from "./sighting";
import { whyMissing } from "./sighting";
import { foundInFlight, submit } from "./submit";
import { titleOf } from "./target";
import { says, subGroupsOf } from "./tree";
import { followGroup, lookPastLag } from "./watch";

const RESTORE = ACTIONS.restore;

/**
 * Restores an archived group with its sub-groups and servers, and waits until it was seen active.
 *
 * It sends the operation at most once, and nothing at all when the group is active or a restore of it is in flight.
 * An archive that is still open is seen through first. It may be killed at any point, as {@link archive} may.
 *
 * @returns how it ended; it rejects only for errors that are no part of restoring, such as a defect
 *
 * @example
 * const outcome = await restore({ accountAlias, groupId, onlyOurs: false, timeoutMs, settleMs }, ports);
 * console.log(outcome.verdict, outcome.summary);
 */
export function restore(order: RestoreOrder, ports: Ports): Promise<Outcome> {
  const run = new Run(order, ports, "restore");
  return runAction(run, () => begin(run));
}

/** Nothing of ours is in flight: look, let what others do come to rest, and submit if the group is ours to restore. */
async function begin(run: Run<RestoreOrder>): Promise<Outcome> {
  const { order } = run;
  const receipts = await run.ports.receipts.all();
  const archives = archivesInForce(receipts);
  const [archived] = archives;
  const scope: Scope = {
    servers: archived ? serversArchivedBy(archives) : order.servers,
    parentId: archived?.parentId,
    hasSucceeded: archived !== undefined && tellsOfSuccess(archived),
    wholly: true,
  };
  const first = await lookPastLag(run, scope, receipts);
  // An archive that was not seen in the end has succeeded all the same, by the queue's word.
  const isOurs = archived !== undefined && ["archived", "unverified"].includes(archived.ended.as);
  if (order.onlyOurs && !isOurs && !isDone(RESTORE, first)) {
    return {
      verdict: "left-alone",
      summary: `${titleOf(order, first.group)} is ${first.group?.status ?? "not shown by the platform"}, and nothing here shows that this declaration archived it; it is left alone`,
    };
  }
  const seen =
    first.queued === "archive"
      ? await seeArchiveThrough(run, first, scope)
      : await comeToRest(run, first, scope, receipts.find(changedTheGroup));
  if (isDone(RESTORE, seen) && first.queued === "restore") {
    return foundInFlight(RESTORE, order, seen);
  }
  if (seen.group && !archivedBy(seen) && !says("archived", seen.group)) {
    return describeActive(run, seen, first.queued === "archive" ? idsOf(first) : []);
  }
  if (!RESTORE.isTelling(seen)) {
    run.end(isOurs ? "unknown" : "failed", `${titleOf(order, undefined)}: ${whyMissing(seen)}`);
  }
  return send(run, seen, scope, archived);
}

/**
 * An archive that failed leaves an active group with some servers archived, and no group action brings them back.
 *
 * @param queued ids of servers that were queued for archive at first
 */
function describeActive(
  run: Run,
  { restorable, group, unread }: Sighting,
  queued: readonly string[],
): Outcome {
  const title = titleOf(run.order, group);
  const gone = queued.filter((id) => unread.includes(id));
  if (gone.length > 0) {
    run.end(
      "unknown",
      `${title} is active, but servers of it were queued for archive, and the platform does not show them any more: they may be archived and hidden, or deleted`,
      gone.map((id) => `not shown: ${id}`),
    );
  }
  if (restorable.length === 0) {
    return { verdict: "already-active", summary: `${title} is active already; nothing was sent` };
  }
  run.end(
    "failed",
    `${title} is active, but some of its servers are archived, and the platform restores only whole groups: restore those servers one by one, or archive the rest and then restore the group`,
    restorable.map(({ id, status }) => `${RESTORE.undone}: ${id} (${status})`),
  );
}

/** Somebody else archives it: the group is archived after the last of its servers, and is active until then. */
function seeArchiveThrough(run: Run, seen: Sighting, scope: Scope): Promise<Sighting> {
  const servers = [...new Set([...scope.servers, ...idsOf(seen)])];
  const reason = "servers of the group are queued for archive";
  return followGroup(run, ACTIONS.archive, { ...scope, servers }, run.ports.clock.now(), reason);
}

function idsOf({ servers }: Sighting): string[] {
  return servers.map(({ id }) => id);
}

/** Somebody else may be at it, or reads may lag behind an earlier restore. */
function comeToRest(
  run: Run,
  seen: Sighting,
  scope: Scope,
  last: Receipt | undefined,
): Promise<Sighting> | Sighting {
  if (seen.queued) {
    const reason = `servers of the group are queued for ${seen.queued}`;
    return followGroup(run, RESTORE, scope, run.ports.clock.now(), reason);
  }
  if (last?.action === "restore" && last.ended.as === "unverified" && !isDone(RESTORE, seen)) {
    const reason = "an earlier restore succeeded but has not been seen yet";
    return followGroup(run, RESTORE, scope, Date.parse(last.ended.at), reason);
  }
  return seen;
}

async function send(
  run: Run<RestoreOrder>,
  { group, live, restorable }: Sighting,
  scope: Scope,
  archived: Receipt | undefined,
): Promise<Outcome> {
  const { order } = run;
  const targetGroupId = order.targetGroupId ?? archived?.parentId;
  if (targetGroupId === undefined) {
    const which = titleOf(order, group);
    const cause = group
      ? `nothing here shows where ${which} was archived from`
      : `the platform does not show ${which}, and nothing here shows where it was archived from`;
    run.end(
      "refused",
      `${cause}; name the group to restore it into, with --target or as restoreTo of the declaration`,
    );
  }
  const known = new Set([...scope.servers, ...restorable.map((server) => server.id)]);
  const active = new Set(live.map(({ id }) => id));
  const servers = [...known].filter((id) => !active.has(id));
  const subGroups = group ? subGroupsOf(group).map((child) => child.id) : (archived?.subGroups ?? []);
  if (group) {
    const groups = 1 + subGroups.length;
    run.ports.report({ kind: "observed", action: "restore", group, servers: servers.length, groups });
  }
  const groupName = group?.name ?? archived?.groupName ?? order.groupId;
  const intent = { action: "restore", groupName, targetGroupId, subGroups, servers } as const;
  const outcome = await submit(run, intent, () => run.ports.platform.restore(order, targetGroupId));
  return outcome ?? begin(run);
}
