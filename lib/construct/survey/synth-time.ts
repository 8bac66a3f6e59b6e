import { UsageError } from "../../common/usage-error";

/**
 * The time of a synth on a card of a group that nobody has looked at. `SOURCE_DATE_EPOCH` (seconds since 1970, a convention of
 * reproducible builds) gives it, so that snapshots of a stack stay as they are. A survey has a time of its own: by that a plan
 * tells an old card from a new one.
 *
 * @throws UsageError when the variable is set, and is no number of seconds
 */
export function synthTime(env: Readonly<Record<string, string | undefined>> = process.env): Date {
  const { SOURCE_DATE_EPOCH: seconds } = env;
  if (!seconds) {
    return new Date();
  }
  if (!/^\d{1,11}$/.test(seconds)) {
    throw new UsageError(`SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, got "${seconds}"`);
  }
  return new Date(Number(seconds) * 1_000);
}
