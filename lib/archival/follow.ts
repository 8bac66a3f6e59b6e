import { look, type Scope, type Sighting } from "./look";
import type { Run } from "./run";

/**
 * How long a group may lag behind the last of its servers: it is archived after all of them (API v1 documentation),
 * and meanwhile nothing shows that its archive is still going on. The longest recorded archive took 198 s.
 */
const LONGEST_GROUP_LAG_MS = 15 * 60_000;

/**
 * Watches the group itself, where no job of the queue can tell: until it is archived and says so, or until
 * nothing has been queued and nothing has changed for the settle window; for longer when only the group itself is
 * left. A group that is gone has to stay so for as long.
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
    // A group that is gone at first sight has to stay so: it may only be missing from an answer.
    if (seen.queued || (before === undefined ? !seen.group : before !== seen.fingerprint)) {
      quiet = now;
    }
    const isLeft = seen.group && seen.archived;
    const patienceMs = isLeft ? Math.max(LONGEST_GROUP_LAG_MS, run.order.settleMs) : run.order.settleMs;
    const leftMs = quiet + patienceMs - now;
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
