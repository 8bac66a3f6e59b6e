import { formatDuration } from "../common/duration";
import type { RunRecord } from "./journal";
import type { Order } from "./order";
import { Abort, type Outcome, type Verdict } from "./outcome";
import { LONGEST_RETRY_AFTER_MS, pace, withJitter, withJitterAfter } from "./pace";
import { type Phase, platformNow, runAgain } from "./phase";
import { type ActionName, isPlatformError, type PlatformError } from "./platform";
import type { Ports } from "./ports";

/** How many failed requests in a row a run survives: many while something is in flight, few (about 15 s) before. */
const MOST_IN_A_ROW = { before: 6, after: 20 };
const LONGEST_BACKOFF_MS = 30_000;

/** One run of an archival or a restore: its order, its ports, and what it knows so far. */
export class Run<O extends Order = Order> {
  readonly startedAt: number;
  phase: Phase = { at: "nothing-sent" };
  /** How many times a token was refused with the request that changes something. */
  refusals = 0;
  private waits = 0;
  private waitedMs = 0;
  private troubles = 0;
  private putOffs = 0;
  private aborted: Abort | undefined;
  private lastWord: string | undefined;

  constructor(
    readonly order: O,
    readonly ports: Ports,
    readonly action: ActionName,
  ) {
    this.startedAt = ports.clock.now();
  }

  /** Milliseconds since this run began. */
  get elapsedMs(): number {
    return this.ports.clock.now() - this.startedAt;
  }

  /** What this run has come to, for the journal and the receipt. */
  get record(): RunRecord {
    const { startedAt, waits, waitedMs, troubles } = this;
    const { actor } = this.ports.platform;
    return {
      startedAt: new Date(startedAt).toISOString(),
      ...(actor && { actor }),
      waits,
      waitedMs,
      troubles,
    };
  }

  /**
   * Asks until there is an answer. Only for requests that change nothing; several may go on side by side, and when one of
   * them ends the run, the others end with it.
   */
  async read<T>(ask: () => Promise<T>): Promise<T> {
    for (let inARow = 1; ; inARow += 1) {
      this.goOn();
      try {
        return await ask();
      } catch (error) {
        await this.endure(error, inARow);
      }
    }
  }

  /** Sleeps before the next question, never past the deadline; ends the run when there is no time left. */
  async pause(waitingForMs: number, on: string): Promise<void> {
    this.endWhenLate(on);
    await this.sleep(withJitter(pace(waitingForMs), this.ports.random()));
  }

  /** Waits before it is tried again to submit; ends the run when that was put off too often. */
  async putOff(error: PlatformError): Promise<void> {
    this.putOffs += 1;
    await this.endure(error, this.putOffs);
  }

  /** Ends the run, with what the platform is doing now and what running again would do. */
  end(verdict: Verdict, summary: string, details?: readonly string[]): never {
    const { phase } = this;
    const outcome: Outcome = {
      verdict,
      summary,
      platformNow: platformNow(phase),
      runAgain: runAgain(phase, verdict, this.action),
      ...(details && { details }),
      ...("operation" in phase && { operation: phase.operation }),
    };
    this.aborted = new Abort(outcome);
    throw this.aborted;
  }

  /** Ends the run because its time is over, whatever it waits for. */
  endLate(): never {
    const word = this.lastWord === undefined ? "" : `; last seen: ${this.lastWord}`;
    this.end("unknown", `not done within ${formatDuration(this.order.timeoutMs)}${word}`);
  }

  /** Called before something is done that cannot be taken back. @throws Abort when the run has ended meanwhile */
  goOn(): void {
    if (this.aborted) {
      throw this.aborted;
    }
  }

  private async endure(error: unknown, inARow: number): Promise<void> {
    if (this.aborted || !isPlatformError(error)) {
      throw this.aborted ?? error;
    }
    this.troubles += 1;
    if (error.trouble === "credentials") {
      this.end("credentials", error.message);
    }
    // Once something was sent, not to be able to look says nothing about how it ends; a gateway may refuse for a while.
    const nothingInFlight = ["nothing-sent", "rejected"].includes(this.phase.at);
    const verdict = nothingInFlight ? "failed" : "unknown";
    if (error.trouble === "too-large" || (error.trouble === "rejected" && nothingInFlight)) {
      this.end(verdict, error.message);
    }
    if (inARow >= (nothingInFlight ? MOST_IN_A_ROW.before : MOST_IN_A_ROW.after)) {
      this.end(verdict, `${inARow} requests in a row failed, the last one with ${error.message}`);
    }
    this.endWhenLate(error.message);
    const random = this.ports.random();
    const backoffMs = withJitter(Math.min(LONGEST_BACKOFF_MS, 500 * 2 ** (inARow - 1)), random);
    const askedForMs = Math.min(LONGEST_RETRY_AFTER_MS, error.retryAfterMs ?? 0);
    const nextTryMs = Math.max(backoffMs, withJitterAfter(askedForMs, random));
    this.ports.report({ kind: "trouble", message: error.message, inARow, nextTryMs });
    await this.sleep(nextTryMs);
  }

  private endWhenLate(on: string): void {
    this.lastWord = on;
    if (this.elapsedMs >= this.order.timeoutMs) {
      this.endLate();
    }
  }

  private async sleep(ms: number): Promise<void> {
    const leftMs = this.order.timeoutMs - this.elapsedMs;
    const pauseMs = Math.round(Math.max(1, Math.min(ms, leftMs)));
    this.waits += 1;
    this.waitedMs += pauseMs;
    await this.ports.clock.sleep(pauseMs);
  }
}
