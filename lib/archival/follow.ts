import { type Action, isAgreed } from "./action";
import { lagOf } from "./lag";
import { look } from "./look";
import type { Run } from "./run";
import type { Scope, Sighting } from "./sighting";

/**
 * Watches the group itself, where no job of the queue can tell: until an action is done and the group says so, or until
 * nothing has been queued and nothing has changed for the settle window; for longer when only the group itself is
 * left. A group that is gone has to stay so for as long, and one that was undone a moment ago is not believed to be done
 * while reads may show it as it was before that.
 *
 * @param quietSince ms since the epoch: since when nothing is known to have happened
 */
export async function followGroup(
  run: Run,
  action: Action,
  scope: Scope,
  quietSince: number,
  reason: string,
): Promise<Sighting> {
  const { clock, receipts, report } = run.ports;
  const since = clock.now();
  // A clock that was ahead of ours must not make us wait for it.
  let quiet = Math.min(quietSince, since);
  let before: string | undefined;
  const lag = lagOf(await receipts.all(), run.order.settleMs, since);
  const believedFrom = lag && lag.action !== action.name ? lag.until : since;
  for (;;) {
    const seen = await look(run, scope);
    const now = clock.now();
    if (isAgreed(action, seen) && now >= believedFrom) {
      return seen;
    }
    // A group that is gone at first sight has to stay so: it may only be missing from an answer.
    if (seen.queued || (before === undefined ? !seen.group : before !== seen.fingerprint)) {
      quiet = now;
    }
    const patienceMs =
      seen.group && action.areServersDone(seen)
        ? Math.max(action.groupLagMs, run.order.settleMs)
        : run.order.settleMs;
    const leftMs = Math.max(quiet + patienceMs, believedFrom) - now;
    if (leftMs <= 0) {
      return seen;
    }
    if (before === undefined) {
      report({ kind: "settling", reason, upToMs: leftMs });
    }
    before = seen.fingerprint;
    const on = seen.queued ? `queued for ${seen.queued}` : "settling";
    report({ kind: "waiting", on, elapsedMs: now - since });
    await run.pause(now - since, `${action.leftOf(seen).length} servers are ${action.undone}`);
  }
}
