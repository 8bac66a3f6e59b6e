import { LONGEST_RETRY_AFTER_MS } from "../archival/pace";
import { isPlatformError } from "../archival/platform";

const MOST_TRIES = 3;
const FIRST_WAIT_MS = 500;

/**
 * Asks again when there was no usable answer, as long as there is time.
 *
 * @param sleep rejects when time is over
 */
export async function retryTransient<T>(
  ask: () => Promise<T>,
  sleep: (ms: number) => Promise<unknown>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const isPassing = isPlatformError(error) && ["throttled", "transient"].includes(error.trouble);
      if (!isPassing || tries === MOST_TRIES) {
        throw error;
      }
      const waitMs = Math.max(
        FIRST_WAIT_MS * 2 ** (tries - 1),
        Math.min(LONGEST_RETRY_AFTER_MS, error.retryAfterMs ?? 0),
      );
      // When time is over, what went wrong says more than that.
      await sleep(waitMs).catch(() => Promise.reject(error));
    }
  }
}
