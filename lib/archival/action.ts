import { count } from "../plural";
import type { ActionName } from "./action-name";
import type { Sighting } from "./look";
import type { Server } from "./platform";
import { serversOf } from "./tree";

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
  /** Whether the group counts as done. */
  isDone(seen: Sighting): boolean;
  /** Whether it does, and the group itself says so too. */
  isAgreed(seen: Sighting): boolean;
  /** Whether all servers are done, so that only the group itself can be left. */
  areServersDone(seen: Sighting): boolean;
  /** Whether nothing has happened yet to the servers with these ids. */
  isUntouched(seen: Sighting, servers: readonly string[]): boolean;
  /** The servers that are left. */
  leftOf(seen: Sighting): readonly Server[];
  /** What was seen in the end, of an action that was to work on the servers with these ids. */
  describeDone(seen: Sighting, servers: readonly string[]): string;
}

const ARCHIVE: Action = {
  name: "archive",
  doing: "archiving",
  done: "archived",
  undone: "not archived",
  // The longest recorded archive took 198 s.
  groupLagMs: 15 * 60_000,
  isDone: (seen) => seen.archived,
  isAgreed: (seen) => seen.archived && seen.agreed,
  areServersDone: (seen) => seen.archived,
  isUntouched: (seen, servers) => !seen.queued && servers.every(isAmong(seen.live)),
  leftOf: (seen) => seen.live,
  describeDone: (_, servers) => `archived, with ${count(servers.length, "server")}`,
};

const RESTORE: Action = {
  name: "restore",
  doing: "restoring",
  done: "restored",
  undone: "still archived",
  // The longest recorded restore took 1,789 s.
  groupLagMs: 45 * 60_000,
  isDone: (seen) => seen.active,
  isAgreed: (seen) => seen.active,
  areServersDone: (seen) => seen.live.length > 0 && seen.asleep.length === 0,
  isUntouched: (seen, servers) => !seen.queued && !servers.some(isAmong(seen.live)),
  leftOf: (seen) => seen.asleep,
  describeDone: ({ group }) => `active, with ${count(group ? serversOf(group).length : 0, "server")}`,
};

function isAmong(servers: readonly Server[]): (id: string) => boolean {
  const ids = new Set(servers.map(({ id }) => id));
  return (id) => ids.has(id);
}

export const ACTIONS: Readonly<Record<ActionName, Action>> = { archive: ARCHIVE, restore: RESTORE };
