import { ACTIONS } from "./action";
import type { ActionName } from "./action-name";
import { changedTheGroup } from "./receipt";
import type { Run } from "./run";

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
 * @returns `undefined` when it was not seen done, so that nothing is known that a read could contradict
 */
export async function lagOf({ order, ports }: Run): Promise<Lag | undefined> {
  const last = (await ports.receipts.all()).find(changedTheGroup);
  if (!last || last.ended.as !== ACTIONS[last.action].done) {
    return undefined;
  }
  // A clock that was ahead of ours must not make us wait for it.
  const endedAt = Math.min(Date.parse(last.ended.at), ports.clock.now());
  return { action: last.action, until: endedAt + order.settleMs };
}
