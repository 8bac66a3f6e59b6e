import type { Action } from "./action";
import { look, type Scope, type Sighting } from "./look";
import type { Run } from "./run";

/**
 * Watches the group itself, where no job of the queue can tell: until an action is done and the group says so, or until
 * nothing has been queued and nothing has changed for the settle window; for longer when only the group itself is
 * left. A group that is gone has to stay so for as long.
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
  const { clock, report } = run.ports;
  const since = clock.now();
  // A clock that was ahead of ours must not make us wait for it.
  let quiet = Math.min(quietSince, since);
  let before: string | undefined;
  for (;;) {
    const seen = await look(run, scope);
    if (action.isAgreed(seen)) {
      return seen;
    }
    const now = clock.now();
    // A group that is gone at first sight has to stay so: it may only be missing from an answer.
    if (seen.queued || (before === undefined ? !seen.group : before !== seen.fingerprint)) {
      quiet = now;
    }
    const patienceMs =
      seen.group && action.areServersDone(seen)
        ? Math.max(action.groupLagMs, run.order.settleMs)
        : run.order.settleMs;
    const leftMs = quiet + patienceMs - now;
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
