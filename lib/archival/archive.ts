import { alone } from "./alone";
import { concludeByGroup, followOperation } from "./conclude";
import { followGroup } from "./follow";
import { guard, guardEndpoint } from "./guard";
import type { JournalEntry } from "./journal";
import { Logbook } from "./logbook";
import { look, NO_SCOPE } from "./look";
import type { ArchiveOrder } from "./order";
import { Ended, type Outcome } from "./outcome";
import type { Ports } from "./ports";
import type { Receipt } from "./receipt";
import { Run } from "./run";
import { submit } from "./submit";
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
export async function archive(order: ArchiveOrder, ports: Ports): Promise<Outcome> {
  const run = new Run(order, ports);
  try {
    guardEndpoint(run);
    return await alone(run, async () => {
      const entry = await ports.journal.read();
      return entry ? resume(run, entry) : begin(run, await ports.receipts.last());
    });
  } catch (error) {
    if (error instanceof Ended) {
      return error.outcome;
    }
    throw error;
  }
}

/** An earlier run was cut off: continue what it sent, or find out whether it sent anything. */
async function resume(run: Run, entry: JournalEntry): Promise<Outcome> {
  const { clock, report } = run.ports;
  if (entry.operation) {
    run.phase = { at: "in-flight", operation: entry.operation };
    const submittedMsAgo = clock.now() - Date.parse(entry.submittedAt ?? entry.intendedAt);
    report({ kind: "resuming", operation: entry.operation, submittedMsAgo });
  } else {
    run.phase = { at: "unanswered" };
  }
  const logbook = await Logbook.continue(run, entry);
  const outcome = entry.operation
    ? await followOperation(run, logbook, entry.operation)
    : await concludeByGroup(run, logbook, "an earlier run was cut off while it submitted");
  if (outcome) {
    return outcome;
  }
  run.phase = { at: "nothing-sent" };
  return begin(run, await logbook.end("untouched"));
}

/** Nothing of ours is in flight: look, let what others do come to rest, guard, submit. */
async function begin(run: Run, earlier: Receipt | undefined): Promise<Outcome> {
  const { clock, report } = run.ports;
  const goneIsArchived = earlier?.ended.as === "archived";
  const unscoped = { ...NO_SCOPE, goneIsArchived };
  let seen = await look(run, unscoped);
  if (!seen.group && seen.archived) {
    seen = await followGroup(run, unscoped, clock.now(), "the group is gone, and was archived from here");
  }
  if (seen.group && !seen.archived && seen.queued) {
    const scope = { servers: seen.live.map((server) => server.id), goneIsArchived: false };
    seen = await followGroup(run, scope, clock.now(), "servers of the group are queued for archive");
    if (seen.archived && seen.agreed) {
      return {
        verdict: "archived",
        summary: `${name(run, seen.group)} was archived by an operation found in flight`,
      };
    }
    // Somebody archived its servers one by one, and the group itself is still active.
    seen = { ...seen, archived: false };
  } else if (earlier?.ended.as === "unverified" && !seen.archived) {
    const scope = { servers: earlier.servers, goneIsArchived: true };
    const endedAt = Date.parse(earlier.ended.at);
    seen = await followGroup(run, scope, endedAt, "an earlier archive succeeded but was not seen yet");
  }
  if (seen.archived) {
    return {
      verdict: "already-archived",
      summary: `${name(run, seen.group)} is archived already; nothing was sent`,
    };
  }
  if (!seen.group) {
    run.end(
      "failed",
      `account ${run.order.accountAlias} has no group ${run.order.groupId}, or this user may not see it`,
    );
  }
  const { group, live } = seen;
  report({ kind: "observed", group, liveServers: live.length, groups: 1 + subGroupsOf(group).length });
  guard(run, group);
  return submit(run, group, live);
}

function name(run: Run, group: { readonly name: string } | undefined): string {
  return group ? `"${group.name}" (${run.order.groupId})` : `group ${run.order.groupId}`;
}
