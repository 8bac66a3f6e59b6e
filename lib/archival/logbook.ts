import { ACTIONS, type Action } from "./action";
import { type Evidence, hasSucceeded } from "./evidence";
import type { Intent, JournalEntry, RunRecord } from "./journal";
import type { Operation } from "./platform";
import type { End, Receipt } from "./receipt";
import type { Run } from "./run";
import type { Scope } from "./sighting";
import { queueStateOf } from "./states";

/** More than any recorded job by far; a queue that flips for hours must not fill the disk. */
const MOST_TRANSITIONS = 500;

/** Keeps the journal of one archive or restore while a run works on it, and turns it into the receipt. */
export class Logbook {
  private lost = false;

  private constructor(
    private readonly run: Run,
    private current: JournalEntry,
    private readonly earlierRuns: readonly RunRecord[],
  ) {}

  get entry(): JournalEntry {
    return this.current;
  }

  get action(): Action {
    return ACTIONS[this.current.action];
  }

  /** Where to look for what becomes of it. */
  get scope(): Scope {
    const { action, servers, parentId, targetGroupId } = this.current;
    return {
      servers,
      parentId: parentId ?? targetGroupId,
      hasSucceeded: action === "archive" && hasSucceeded(this.current),
      wholly: action === "restore",
    };
  }

  /** Milliseconds since the operation was submitted, or was about to be, over all runs that worked on it. */
  get elapsedMs(): number {
    const { intendedAt, submittedAt = intendedAt } = this.current;
    // The clock of another machine may have been ahead of ours.
    return Math.max(0, this.run.ports.clock.now() - Date.parse(submittedAt));
  }

  /**
   * Opens one with an intent, which is on disk when this resolves; a run that cannot write it ends.
   *
   * @param adopted the operation, where it was sent elsewhere. @default - none: it is about to be sent
   */
  static async open(run: Run, intent: Intent, adopted?: Operation): Promise<Logbook> {
    const { clock, journal, platform } = run.ports;
    const { accountAlias, groupId } = run.order;
    const entry: JournalEntry = {
      version: 1,
      endpoint: platform.endpoint,
      accountAlias,
      groupId,
      ...intent,
      intendedAt: new Date(clock.now()).toISOString(),
      ...(adopted && { operation: adopted, adopted: true }),
      transitions: [],
      runs: [run.record],
    };
    try {
      await journal.write(entry);
    } catch (error) {
      run.end("failed", `the journal ${journal.location} cannot be written (${(error as Error).message})`);
    }
    return new Logbook(run, entry, []);
  }

  /** Goes on with one that an earlier run left open. */
  static async continue(run: Run, entry: JournalEntry): Promise<Logbook> {
    const logbook = new Logbook(run, entry, entry.runs);
    await logbook.write({});
    return logbook;
  }

  submitted(operation: Operation): Promise<void> {
    return this.write({ submittedAt: this.now(), operation });
  }

  async transition(status: string): Promise<void> {
    const { transitions } = this.current;
    const hasRoom = transitions.length < MOST_TRANSITIONS || isLastWord(status);
    if (transitions.at(-1)?.status !== status && hasRoom) {
      await this.write({ transitions: [...transitions, { at: this.now(), status }] });
    }
  }

  /**
   * Writes the receipt first: a kill before the journal is cleared only makes the next run look once more.
   *
   * @param because what showed that it is done, or the ids of the servers of which nothing was done
   */
  async end(
    as: End,
    { evidence, left = [] }: { readonly evidence?: Evidence; readonly left?: readonly string[] } = {},
  ): Promise<Receipt> {
    const receipt: Receipt = {
      ...this.current,
      runs: [...this.earlierRuns, this.run.record],
      ended: { at: this.now(), as, ...(evidence && { evidence }), ...(left.length > 0 && { left }) },
    };
    await this.orWarn(async () => {
      await this.run.ports.receipts.write(receipt);
      await this.run.ports.journal.clear();
    });
    return receipt;
  }

  private async write(change: Partial<JournalEntry>): Promise<void> {
    this.current = { ...this.current, ...change, runs: [...this.earlierRuns, this.run.record] };
    await this.orWarn(() => this.run.ports.journal.write(this.current));
  }

  /** Whatever is running goes on without the journal: to stop here would only lose sight of it. */
  private async orWarn(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!this.lost) {
        this.lost = true;
        this.run.ports.report({ kind: "journal-lost", message: (error as Error).message });
      }
    }
  }

  private now(): string {
    return new Date(this.run.ports.clock.now()).toISOString();
  }
}

function isLastWord(status: string): boolean {
  return ["succeeded", "failed"].includes(queueStateOf(status));
}
