import { ACTIONS, isDone } from "./action";
import { lagOf } from "./lag";
import { look } from "./look";
import type { Receipt } from "./receipt";
import type { Run } from "./run";
import type { Scope, Sighting } from "./sighting";

/**
 * Looks at the group, and looks again, for as long as reads may lag, where it is not seen as it was seen in the end by
 * the last run: that may have been before.
 *
 * @param receipts of the group; the one that ended last comes first
 */
export async function lookPastLag(run: Run, scope: Scope, receipts: readonly Receipt[]): Promise<Sighting> {
  const { clock, report } = run.ports;
  const since = clock.now();
  const lag = lagOf(receipts, run.order.settleMs, since);
  for (let isFirst = true; ; isFirst = false) {
    const seen = await look(run, scope);
    const now = clock.now();
    if (!lag || now >= lag.until || isDone(ACTIONS[lag.action], seen)) {
      return seen;
    }
    if (isFirst) {
      report({
        kind: "settling",
        reason: `the group was seen ${ACTIONS[lag.action].done} a moment ago`,
        upToMs: lag.until - now,
      });
    }
    report({ kind: "waiting", on: "settling", elapsedMs: now - since });
    await run.pause(now - since, "settling");
  }
}
