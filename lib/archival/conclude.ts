import { formatDuration } from "../duration";
import { count } from "../plural";
import { followGroup } from "./follow";
import type { JournalEnd, JournalEntry } from "./journal";
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
  entry: JournalEntry,
  operation: Operation,
): Promise<Outcome | undefined> {
  const word = await waitForQueue(run, operation);
  if (word === "forgotten") {
    run.phase = { at: "forgotten", operation };
    return concludeByGroup(run, entry, `the queue does not know ${operation.id}`);
  }
  run.ports.report({ kind: "verifying", operation });
  return word === "failed" ? concludeFailure(run, entry, operation) : verify(run, entry, operation);
}

/**
 * Finds out from the group alone what became of a submission.
 *
 * @returns `undefined` when the group has stayed untouched for the settle window
 */
export async function concludeByGroup(
  run: Run,
  entry: JournalEntry,
  reason: string,
): Promise<Outcome | undefined> {
  const scope = { servers: entry.servers, goneIsArchived: true };
  const first = await look(run, scope);
  const untouched =
    entry.servers.every((id) => first.live.some((server) => server.id === id)) && !first.queued;
  const quietSince = untouched ? Date.parse(entry.submittedAt ?? entry.intendedAt) : run.ports.clock.now();
  const seen = await followGroup(run, scope, quietSince, reason);
  return seen.archived ? archived(run, entry) : undefined;
}

/** Reads lag behind the queue (CenturyLinkCloud/APIDocs issue #4), so the group gets the settle window to agree. */
async function verify(run: Run, entry: JournalEntry, operation: Operation): Promise<Outcome> {
  const { clock } = run.ports;
  const since = clock.now();
  for (;;) {
    const seen = await look(run, { servers: entry.servers, goneIsArchived: true });
    const elapsedMs = clock.now() - since;
    const settled = elapsedMs >= run.order.settleMs;
    if (seen.archived && (seen.agreed || settled)) {
      return archived(run, entry);
    }
    if (settled) {
      await end(run, entry, "unverified");
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
async function concludeFailure(run: Run, entry: JournalEntry, operation: Operation): Promise<Outcome> {
  const seen = await look(run, { servers: entry.servers, goneIsArchived: false });
  if (seen.archived && seen.agreed) {
    return archived(run, entry);
  }
  await end(run, entry, "failed");
  run.phase = { at: "ended", operation };
  run.end("failed", `${operation.id} failed; the platform gives no reason`, describe(seen));
}

async function archived(run: Run, entry: JournalEntry): Promise<Outcome> {
  await end(run, entry, "archived");
  const { operation } = entry;
  return {
    verdict: "archived",
    summary: `"${entry.groupName}" (${entry.groupId}) was seen archived, with ${count(entry.servers.length, "server")}`,
    ...(operation && { operation }),
  };
}

/** Writes the end. A journal that can not be written any more costs the next run an extra look, nothing else. */
export async function end(run: Run, entry: JournalEntry, as: JournalEnd): Promise<JournalEntry> {
  const ended: JournalEntry = { ...entry, ended: { at: new Date(run.ports.clock.now()).toISOString(), as } };
  const latest = await run.ports.journal.read();
  // Another run of the same group may have written meanwhile; its record is not ours to end.
  if (latest === undefined || latest.intendedAt === entry.intendedAt) {
    await writeOrWarn(run, ended);
  }
  return ended;
}

/** Whatever is running goes on without the journal: to stop here would only lose sight of it. */
export async function writeOrWarn(run: Run, entry: JournalEntry): Promise<void> {
  try {
    await run.ports.journal.write(entry);
  } catch (error) {
    run.ports.report({ kind: "journal-lost", message: (error as Error).message });
  }
}

function describe({ live, group }: Sighting): string[] {
  const servers = live.map((server) => `not archived: ${server.id} (${server.status})`);
  return servers.length > 0 || !group ? servers : [`not archived: the group itself (${group.status})`];
}
