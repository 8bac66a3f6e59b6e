import { look, type Scope, type Sighting } from "./look";
import type { Run } from "./run";

/**
 * Watches the group itself, where no job of the queue can tell: until it is archived and says so, or until
 * nothing has been queued and nothing has changed for the settle window.
 *
 * @param quietSince ms since the epoch: since when nothing is known to have happened
 */
export async function followGroup(
  run: Run,
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
    if (seen.archived && seen.agreed) {
      return seen;
    }
    const now = clock.now();
    if (seen.queued || (before !== undefined && before !== seen.fingerprint)) {
      quiet = now;
    }
    const leftMs = quiet + run.order.settleMs - now;
    if (leftMs <= 0) {
      return seen;
    }
    if (before === undefined) {
      report({ kind: "settling", reason, upToMs: leftMs });
    }
    before = seen.fingerprint;
    report({ kind: "waiting", on: seen.queued ? "queuedForArchive" : "settling", elapsedMs: now - since });
    await run.pause(now - since, `${seen.live.length} servers are not archived`);
  }
}
