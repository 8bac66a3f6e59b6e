import { alone } from "./alone";
import { guardEndpoint } from "./guard";
import type { JournalEntry } from "./journal";
import { Ended, type Outcome } from "./outcome";
import { resume } from "./resume";
import type { Run } from "./run";

/**
 * Does what a run is for while no other run works on the same group, after whatever an earlier one left open.
 *
 * @param begin called when nothing of ours is in flight any more, and the run's own action is not done yet
 * @param goOn called with what an earlier run of the same action has left open
 * @returns how it ended; it rejects only for errors that are no part of the archival, such as a defect
 */
export async function perform(
  run: Run,
  begin: () => Promise<Outcome>,
  goOn: (entry: JournalEntry) => Promise<Outcome | undefined> = (entry) => resume(run, entry),
): Promise<Outcome> {
  const { journal, overdue, report } = run.ports;
  try {
    guardEndpoint(run);
    const work = alone(run, async () => {
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
    if (error instanceof Ended) {
      return error.outcome;
    }
    throw error;
  }
}
