import { formatDuration } from "../duration";
import { count } from "../plural";
import { followGroup } from "./follow";
import type { Logbook } from "./logbook";
import { look, type Sighting } from "./look";
import type { Outcome } from "./outcome";
import type { Operation } from "./platform";
import type { Run } from "./run";
import { waitForQueue } from "./wait";

/**
 * Waits for the queue's last word and then believes the group, not the word.
 *
 * @returns `undefined` when the queue does not know the job and the group has stayed untouched
 */
export async function followOperation(
  run: Run,
  logbook: Logbook,
  operation: Operation,
): Promise<Outcome | undefined> {
  const word = await waitForQueue(run, logbook, operation);
  if (word === "forgotten") {
    run.phase = { at: "forgotten", operation };
    return concludeByGroup(run, logbook, `the queue does not know ${operation.id}`);
  }
  run.ports.report({ kind: "verifying", operation });
  return word === "failed" ? concludeFailure(run, logbook, operation) : verify(run, logbook, operation);
}

/**
 * Finds out from the group alone what became of a submission.
 *
 * @param attemptedAt ms since the epoch: when the request may have come to the platform last
 * @returns `undefined` when the group has stayed untouched for the settle window
 */
export async function concludeByGroup(
  run: Run,
  logbook: Logbook,
  reason: string,
  attemptedAt = Date.parse(logbook.entry.submittedAt ?? logbook.entry.intendedAt),
): Promise<Outcome | undefined> {
  const { entry } = logbook;
  const scope = { servers: entry.servers, goneIsArchived: true };
  const first = await look(run, scope);
  const untouched =
    entry.servers.every((id) => first.live.some((server) => server.id === id)) && !first.queued;
  const quietSince = untouched ? attemptedAt : run.ports.clock.now();
  const seen = await followGroup(run, scope, quietSince, reason);
  return seen.archived ? archived(logbook) : undefined;
}

/** Reads lag behind the queue (CenturyLinkCloud/APIDocs issue #4), so the group gets the settle window to agree. */
async function verify(run: Run, logbook: Logbook, operation: Operation): Promise<Outcome> {
  const { clock } = run.ports;
  const { entry } = logbook;
  const since = clock.now();
  let goneSince: number | undefined;
  for (;;) {
    const seen = await look(run, { servers: entry.servers, goneIsArchived: true });
    const now = clock.now();
    const elapsedMs = now - since;
    goneSince = seen.group ? undefined : (goneSince ?? now);
    const settled = now - (goneSince ?? since) >= run.order.settleMs;
    if (seen.archived && (seen.agreed || settled)) {
      return archived(logbook);
    }
    if (settled) {
      await logbook.end("unverified");
      run.phase = { at: "ended", operation };
      run.end(
        "unknown",
        `${operation.id} has succeeded, but "${entry.groupName}" was not seen archived within ${formatDuration(run.order.settleMs)}`,
        describe(seen),
      );
    }
    run.ports.report({ kind: "waiting", on: "verifying", elapsedMs });
    await run.pause(elapsedMs, "verifying");
  }
}

/** The API gives no reason for a failure, so the servers that are left are named. */
async function concludeFailure(run: Run, logbook: Logbook, operation: Operation): Promise<Outcome> {
  const seen = await look(run, { servers: logbook.entry.servers, goneIsArchived: false });
  if (seen.archived && seen.agreed) {
    return archived(logbook);
  }
  await logbook.end("failed");
  run.phase = { at: "ended", operation };
  run.end("failed", `${operation.id} failed; the platform gives no reason`, describe(seen));
}

async function archived(logbook: Logbook): Promise<Outcome> {
  await logbook.end("archived");
  const { groupId, groupName, operation, servers } = logbook.entry;
  return {
    verdict: "archived",
    summary: `"${groupName}" (${groupId}) was seen archived, with ${count(servers.length, "server")}`,
    ...(operation && { operation }),
  };
}

function describe({ live, group }: Sighting): string[] {
  const servers = live.map((server) => `not archived: ${server.id} (${server.status})`);
  return servers.length > 0 || !group ? servers : [`not archived: the group itself (${group.status})`];
}
