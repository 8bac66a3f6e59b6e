import { concludeByGroup, followOperation } from "./conclude";
import { guardEndpoint } from "./guard";
import type { JournalEntry } from "./journal";
import { Logbook } from "./logbook";
import { Abort, type Outcome } from "./outcome";
import type { LockHolder } from "./ports";
import type { Run } from "./run";

/**
 * Does what a run is for while no other run works on the same group, after whatever an earlier one left open.
 *
 * @param begin called when nothing of ours is in flight any more, and the run's own action is not done yet
 * @param goOn called with what an earlier run of the same action has left open
 * @returns how it ended; it rejects only for errors that are no part of the archival, such as a defect
 */
export async function runAction(
  run: Run,
  begin: () => Promise<Outcome>,
  goOn: (entry: JournalEntry) => Promise<Outcome | undefined> = (entry) => resume(run, entry),
): Promise<Outcome> {
  const { journal, overdue, report } = run.ports;
  try {
    guardEndpoint(run);
    const work = withGroupLock(run, async () => {
      const entry = await journal.read();
      if (!entry) {
        return begin();
      }
      const isOther = entry.action !== run.action;
      if (isOther) {
        report({ kind: "other-open", action: entry.action });
      }
      const outcome = await (isOther ? resume(run, entry) : goOn(entry));
      if (outcome && !isOther) {
        return outcome;
      }
      if (outcome) {
        report({ kind: "other-ended", summary: outcome.summary });
        run.phase = { at: "nothing-sent" };
      }
      return begin();
    });
    return await (overdue ? Promise.race([work, overdue.then(() => run.endLate())]) : work);
  } catch (error) {
    if (error instanceof Abort) {
      return error.outcome;
    }
    throw error;
  }
}

/**
 * An earlier run was cut off: continues what it sent, or finds out whether it sent anything.
 *
 * @returns `undefined` when nothing came of it, as the group shows
 * @throws Abort when that cannot be known
 */
export async function resume(run: Run, entry: JournalEntry): Promise<Outcome | undefined> {
  const { clock, report } = run.ports;
  if (entry.operation) {
    run.phase = { at: "in-flight", operation: entry.operation };
    const submittedMsAgo = clock.now() - Date.parse(entry.submittedAt ?? entry.intendedAt);
    report({ kind: "resuming", operation: entry.operation, submittedMsAgo });
  } else {
    run.phase = { at: "unanswered", action: entry.action };
  }
  const logbook = await Logbook.continue(run, entry);
  const outcome = entry.operation
    ? await followOperation(run, logbook, entry.operation)
    : await concludeByGroup(run, logbook, "an earlier run was cut off while submitting");
  if (!outcome) {
    run.phase = { at: "nothing-sent" };
    await logbook.end("untouched");
  }
  return outcome;
}

/** Does something while no other run works on the same group; waits for one that does. */
async function withGroupLock<T>(run: Run, work: () => Promise<T>): Promise<T> {
  await takeLock(run);
  try {
    return await work();
  } finally {
    await run.ports.lock.release();
  }
}

async function takeLock(run: Run): Promise<void> {
  const { clock, lock, report } = run.ports;
  const since = clock.now();
  let told: string | undefined;
  for (;;) {
    const holder = await lock.take().catch((error: Error) => run.end("failed", error.message));
    if (!holder) {
      return;
    }
    const name = nameOf(holder);
    if (name !== told) {
      told = name;
      report({ kind: "locked", holder });
    }
    const elapsedMs = clock.now() - since;
    const on = `${name} is working on this group`;
    report({ kind: "waiting", on, elapsedMs });
    await run.pause(elapsedMs, on);
  }
}

/** Such as `process 4711 on build-7`. */
function nameOf({ pid, host }: LockHolder): string {
  return `process ${pid} on ${host}`;
}
