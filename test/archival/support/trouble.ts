import type { PlatformError, Trouble } from "../../../lib/archival/platform";

/** An error as the platform's client throws it. */
export function trouble(kind: Trouble, message: string, retryAfterMs?: number): PlatformError {
  return Object.assign(new Error(message), {
    trouble: kind,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
