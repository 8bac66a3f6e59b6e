import { ACTIONS } from "./action";
import type { ActionName } from "./action-name";
import { changedTheGroup, type Receipt } from "./receipt";

/** For how long reads may show a group as it was before something was done to it. */
export interface Lag {
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
export function lagOf(receipts: readonly Receipt[], settleMs: number, now: number): Lag | undefined {
  const last = receipts.find(changedTheGroup);
  if (!last || last.ended.as !== ACTIONS[last.action].done) {
    return undefined;
  }
  // A clock that was ahead of ours must not make us wait for it.
  return { action: last.action, until: Math.min(Date.parse(last.ended.at), now) + settleMs };
}
