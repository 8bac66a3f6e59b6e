import fc, { type RunDetails } from "fast-check";
import type { Played } from "./judge";
import { play } from "./play";
import { type Trial, trials } from "./trial";

/** What all the trials came to. */
export interface ChaosResult {
  readonly check: RunDetails<[Trial]>;
  readonly played: number;
  /** In how many of them the one thing happened that nobody can see. */
  readonly unseen: number;
}

/**
 * Plays random trials until one breaks a promise, which is then made as short as it can be.
 *
 * @param onPlayed called after each trial, with how many there were
 */
export async function chaos(
  numRuns: number,
  seed: number,
  onPlayed: (played: number) => void = () => {},
  playOne: (trial: Trial) => Promise<Played> = play,
): Promise<ChaosResult> {
  let played = 0;
  let unseen = 0;
  const property = fc.asyncProperty(trials, async (trial) => {
    const result = await playOne(trial);
    played += 1;
    unseen += Number(result.unseen);
    onPlayed(played);
    if (result.violations.length > 0) {
      throw new Error([...result.violations, ...result.trace].join("\n"));
    }
  });
  const check = await fc.check(property, { numRuns, seed, includeErrorInReport: true });
  return { check, played, unseen };
}
