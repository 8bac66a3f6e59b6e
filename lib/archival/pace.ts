/** An archive of a few servers takes a minute, one of many takes hours (recorded: 16 s to 198 s). */
const QUICKEST_MS = 500;
const SLOWEST_MS = 7_500;
/** Notice within about 2 % of the time that the job has taken: the mean lag is half a pause. */
const SHARE_OF_ELAPSED = 0.04;

/**
 * How long to pause before asking again: short at first, then in proportion to the time already waited.
 *
 * @param elapsedMs ms since the waiting began
 * @returns ms, without jitter
 *
 * @example
 * pace(1_000);   // 500
 * pace(60_000);  // 2_400
 * pace(3_600_000); // 7_500
 */
export function pace(elapsedMs: number): number {
  return Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, SHARE_OF_ELAPSED * elapsedMs));
}

/**
 * Spreads pauses by a tenth either way, so that hooks which started together do not ask in step.
 *
 * @param pauseMs ms
 * @param random uniform in [0, 1)
 */
export function withJitter(pauseMs: number, random: number): number {
  return pauseMs * (0.9 + 0.2 * random);
}
