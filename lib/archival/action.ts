import { count } from "../common/text";
import { archivedBy, type Evidence, isFinal, restoredBy } from "./evidence";
import type { ActionName, Server } from "./platform";
import type { Sighting } from "./sighting";
import { isArchived, serversOf } from "./tree";

/** Something that is done to a group with everything below it, and how one sees that it is done. */
export interface Action {
  readonly name: ActionName;
  readonly doing: string;
  /** How it ends, once the group was seen so. */
  readonly done: "archived" | "restored";
  /** What is said of a server, or of the group, that is left. */
  readonly undone: string;
  /**
   * How long the group may lag behind the last of its servers, in ms: it follows after all of them (API v1
   * documentation), and meanwhile nothing shows that something is still going on.
   */
  readonly groupLagMs: number;
  /** What shows that it is done; `undefined` when nothing does. */
  evidence(seen: Sighting): Evidence | undefined;
  /** Whether all servers are done, so that only the group itself can be left. */
  areServersDone(seen: Sighting): boolean;
  /** Whether nothing has happened yet to the servers with these ids. */
  isUntouched(seen: Sighting, servers: readonly string[]): boolean;
  /** Whether a look that shows nothing done means that nothing was done: what is not shown may be done, and hidden. */
  isTelling(seen: Sighting): boolean;
  /** The servers that are left. */
  leftOf(seen: Sighting): readonly Server[];
  /** What was seen in the end. */
  describeDone(seen: Sighting): string;
}

const ARCHIVE: Action = {
  name: "archive",
  doing: "archiving",
  done: "archived",
  undone: "not archived",
  // The longest recorded archive took 198 s.
  groupLagMs: 15 * 60_000,
  evidence: archivedBy,
  areServersDone: (seen) => archivedBy(seen) === "servers",
  isUntouched: (seen, servers) => !seen.queued && servers.every(isAmong(seen.live)),
  isTelling: (seen) => seen.group !== undefined,
  leftOf: (seen) => seen.live,
  describeDone: (seen) => {
    const read = seen.servers.filter(isArchived).length;
    const unread = seen.unread.length;
    const more = unread > 0 ? `, and ${unread} more that cannot be read` : "";
    return `archived, with ${count(read, "server")}${more}`;
  },
};

const RESTORE: Action = {
  name: "restore",
  doing: "restoring",
  done: "restored",
  undone: "still archived",
  // The longest recorded restore took 1,789 s.
  groupLagMs: 45 * 60_000,
  evidence: restoredBy,
  areServersDone: (seen) => seen.live.length > 0 && seen.restorable.length === 0,
  isUntouched: (seen, servers) => !seen.queued && !servers.some(isAmong(seen.live)),
  // What is to be restored may be hidden.
  isTelling: (seen) => seen.isAnswering,
  leftOf: (seen) => seen.restorable,
  describeDone: ({ group }) => `active, with ${count(group ? serversOf(group).length : 0, "server")}`,
};

function isAmong(servers: readonly Server[]): (id: string) => boolean {
  const ids = new Set(servers.map(({ id }) => id));
  return (id) => ids.has(id);
}

export const ACTIONS: Readonly<Record<ActionName, Action>> = { archive: ARCHIVE, restore: RESTORE };

/** Whether an action was seen done. */
export function isDone(action: Action, seen: Sighting): boolean {
  return action.evidence(seen) !== undefined;
}

/** Whether it was seen done, and there is nothing more to wait for. */
export function isAgreed(action: Action, seen: Sighting): boolean {
  return isFinal(action.evidence(seen), seen);
}
