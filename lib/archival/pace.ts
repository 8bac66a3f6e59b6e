const JITTER = 0.25;
/** However long a server asks to be left alone, it is asked again after this. */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * How long to pause before asking again: the longer it has taken already, the longer. What ends within seconds is
 * noticed at once, what takes minutes within seconds. The recorded archives took 16 s to 198 s; `npm run bench` shows
 * lag and requests over the length of a job.
 *
 * @param elapsedMs ms since the waiting began
 * @returns ms, without jitter
 *
 * @example
 * pace(1_000); // 250
 * pace(60_000); // 4_500
 */
export function pace(elapsedMs: number): number {
  if (elapsedMs < 1_250) {
    return 250;
  }
  if (elapsedMs < 4_000) {
    return 500;
  }
  if (elapsedMs < 25_000) {
    return 800;
  }
  return elapsedMs < 240_000 ? 4_500 : 7_900;
}

/**
 * Spreads pauses by a quarter either way, so that hooks which started together do not ask in step.
 *
 * @param pauseMs ms
 * @param random uniform in [0, 1)
 */
export function withJitter(pauseMs: number, random: number): number {
  return pauseMs * (1 - JITTER + 2 * JITTER * random);
}

/**
 * The same for a pause that the other side asked for: never shorter, because that was its word.
 *
 * @param pauseMs ms
 * @param random uniform in [0, 1)
 */
export function withJitterAfter(pauseMs: number, random: number): number {
  return pauseMs * (1 + JITTER * random);
}
