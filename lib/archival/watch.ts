import { ACTIONS, type Action, isAgreed, isDone } from "./action";
import { look } from "./look";
import type { ActionName } from "./platform";
import { changedTheGroup, type Receipt } from "./receipt";
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
  let wasQueued = false;
  for (;;) {
    const seen = await look(run, scope);
    const now = clock.now();
    wasQueued ||= seen.queued !== undefined;
    if (isAgreed(action, seen) && now >= believedFrom) {
      return seen;
    }
    // A group that is gone at first sight has to stay so: it may only be missing from an answer.
    if (seen.queued || (before === undefined ? !seen.group : before !== seen.fingerprint)) {
      quiet = now;
    }
    // What was queued and is not shown any more may be done, and hidden.
    const mayBeHidden = wasQueued && seen.unread.length > 0 && action.leftOf(seen).length === 0;
    const patienceMs =
      seen.group && (mayBeHidden || action.areServersDone(seen))
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

/** For how long reads may show a group as it was before something was done to it. */
interface Lag {
  /** What was done. */
  readonly action: ActionName;
  /** ms since the epoch. */
  readonly until: number;
}

/**
 * The lag behind what was done to the group last from here (reads lag: CenturyLinkCloud/APIDocs issue #4).
 *
 * @param receipts of one group; the one that ended last comes first
 * @param settleMs how long reads may lag, in ms
 * @param now ms since the epoch
 * @returns `undefined` when it was not seen done, so that nothing is known that a read could contradict
 */
function lagOf(receipts: readonly Receipt[], settleMs: number, now: number): Lag | undefined {
  const last = receipts.find(changedTheGroup);
  if (!last || last.ended.as !== ACTIONS[last.action].done) {
    return undefined;
  }
  // A clock that was ahead of ours must not make us wait for it.
  return { action: last.action, until: Math.min(Date.parse(last.ended.at), now) + settleMs };
}
