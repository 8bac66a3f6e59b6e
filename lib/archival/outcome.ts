import type { Operation } from "./platform";

/**
 * How an archival, or a restore, ended.
 * - `archived`, `restored`: this run saw it through
 * - `already-archived`, `already-active`: nothing had to be sent
 * - `left-alone`: nothing shows that the group is ours to restore
 * - `failed`: the platform refused or the job failed
 * - `unknown`: the end was not seen; running again finds out
 * - `refused`: a guardrail held
 * - `credentials`: the platform does not accept who we are
 */
export type Verdict =
  | "archived"
  | "already-archived"
  | "restored"
  | "already-active"
  | "left-alone"
  | "failed"
  | "unknown"
  | "refused"
  | "credentials";

/** The end of an archival, in words for the one who has to act on it. */
export interface Outcome {
  readonly verdict: Verdict;
  /** One sentence. */
  readonly summary: string;
  /** Facts behind it, one a line: guardrails that held, servers that are left. */
  readonly details?: readonly string[];
  /** What the platform is doing at this moment, as far as it is known; set when it did not end well. */
  readonly platformNow?: string;
  /** Whether running again is safe, and what it would do; set when it did not end well. */
  readonly runAgain?: string;
  readonly operation?: Operation;
}

/** Carries an outcome out of the depth of an archival. {@link runAction} turns it into its result. */
export class Abort extends Error {
  override readonly name = "Abort";

  constructor(readonly outcome: Outcome) {
    super(outcome.summary);
  }
}
