import { formatDuration } from "../common/duration";
import type { Logbook } from "./logbook";
import type { Operation } from "./platform";
import type { Run } from "./run";

const LONGEST_UNKNOWN_MS = 120_000;
const LONGEST_NOT_STARTED_MS = 30 * 60_000;
/** How many times in a row the queue may not know the job: reads can lag behind a fresh submission. */
export const MOST_MISSES = 20;

/**
 * Follows a job until the queue has a last word on it.
 *
 * @returns `forgotten` when the queue does not know the job
 * @throws Abort when the deadline passes, the job is not started within 30 min, or `unknown` lasts for 2 min
 */
export async function waitForQueue(
  run: Run,
  logbook: Logbook,
  operation: Operation,
): Promise<"succeeded" | "failed" | "forgotten"> {
  const { platform, clock, report } = run.ports;
  const since = clock.now();
  const reported = new Set<string>();
  let last: string | undefined;
  let lastSince = since;
  let misses = 0;
  for (;;) {
    const progress = await run.read(() => platform.progress(run.order.accountAlias, operation));
    const now = clock.now();
    const { elapsedMs } = logbook;
    misses = progress === undefined ? misses + 1 : 0;
    if (misses >= MOST_MISSES) {
      return "forgotten";
    }
    const status = progress?.word ?? "not known to the queue";
    const lowerCase = status.toLowerCase();
    if (lowerCase !== last) {
      last = lowerCase;
      lastSince = now;
      report({ kind: "status", operation, status, elapsedMs });
      await logbook.transition(status);
    }
    switch (progress?.state) {
      case "succeeded":
      case "failed":
        return progress.state;
      case "unknown":
        if (now - lastSince >= LONGEST_UNKNOWN_MS) {
          run.end("unknown", `the queue has answered "unknown" for ${formatDuration(now - lastSince)}`);
        }
        break;
      case "notStarted":
        if (now - lastSince >= LONGEST_NOT_STARTED_MS) {
          run.end("unknown", `the queue has not started the job for ${formatDuration(now - lastSince)}`);
        }
        break;
      case "other":
        if (!reported.has(lowerCase)) {
          reported.add(lowerCase);
          report({ kind: "unrecognised", status });
        }
        break;
    }
    report({ kind: "waiting", on: status, elapsedMs });
    await run.pause(now - since, status);
  }
}
