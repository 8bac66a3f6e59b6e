import { ACTIONS } from "./action";
import { look, type Scope, type Sighting } from "./look";
import type { Receipt } from "./receipt";
import type { Run } from "./run";

/**
 * Looks at the group after something that was done to it from here, and looks again, for as long as reads may lag, where
 * it is not seen as it was seen in the end: that may have been before.
 *
 * @param last what changed the group last
 */
export async function lookPastLag(run: Run, scope: Scope, last: Receipt | undefined): Promise<Sighting> {
  const { clock, report } = run.ports;
  const since = clock.now();
  for (;;) {
    const seen = await look(run, scope);
    if (!last || last.ended.as !== ACTIONS[last.action].done) {
      return seen;
    }
    const now = clock.now();
    // A clock that was ahead of ours must not make us wait for it.
    const leftMs = Math.min(Date.parse(last.ended.at), since) + run.order.settleMs - now;
    if (leftMs <= 0 || ACTIONS[last.action].isDone(seen)) {
      return seen;
    }
    if (now === since) {
      report({
        kind: "settling",
        reason: `the group was seen ${last.ended.as} a moment ago`,
        upToMs: leftMs,
      });
    }
    report({ kind: "waiting", on: "settling", elapsedMs: now - since });
    await run.pause(now - since, "settling");
  }
}
