import { concludeByGroup, followOperation } from "./conclude";
import type { JournalEntry } from "./journal";
import { Logbook } from "./logbook";
import type { Outcome } from "./outcome";
import type { Run } from "./run";

/**
 * An earlier run was cut off: continues what it sent, or finds out whether it sent anything.
 *
 * @returns `undefined` when nothing came of it, as the group shows
 * @throws Ended when that cannot be known
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
    : await concludeByGroup(run, logbook, "an earlier run was cut off while it submitted");
  if (!outcome) {
    run.phase = { at: "nothing-sent" };
    await logbook.end("untouched");
  }
  return outcome;
}
