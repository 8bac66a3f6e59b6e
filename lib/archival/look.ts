import type { ActionName } from "./action-name";
import type { Group, Server } from "./platform";
import type { Run } from "./run";
import { isAsleep, isLive, queuedFor, serversOf } from "./tree";

/** How many servers are read side by side. */
const READ_AT_ONCE = 5;

/** What one look at the group showed. */
export interface Sighting {
  /** `undefined` when the platform knows no such group, or hides it. */
  readonly group: Group | undefined;
  /** Servers that are not archived. */
  readonly live: readonly Server[];
  /** Servers that are archived, or wait in the queue to be restored. */
  readonly asleep: readonly Server[];
  /** What some server waits in the queue for. */
  readonly queued: ActionName | undefined;
  /** Whether the group counts as archived. */
  readonly archived: boolean;
  /**
   * Whether the group itself says so too: servers are archived one by one, and the group after the last of them. A group
   * that is gone says so by its servers; without them one 404 proves nothing, and it has to stay gone.
   */
  readonly agreed: boolean;
  /** Whether the group counts as restored: it says that it is active, and so is everything in it. */
  readonly active: boolean;
  /** Equal for two looks between which nothing happened. */
  readonly fingerprint: string;
}

export interface Scope {
  /** Ids of servers that were in the group; archived ones leave its tree for the data center's "Archive" group. */
  readonly servers: readonly string[];
  /**
   * Count a group that is gone as archived, although none of its servers can be read any more: our journal or the
   * queue says so, and platforms may hide what is archived.
   */
  readonly goneIsArchived: boolean;
  /**
   * Read all of these servers, also where the tree shows already that the group is not archived: it is restored only
   * when the last of them is. @default false
   */
  readonly wholly?: boolean;
}

export const NO_SCOPE: Scope = { servers: [], goneIsArchived: false };

/** Reads the group, and those servers of the scope that its tree no longer shows. */
export async function look(run: Run, scope: Scope): Promise<Sighting> {
  const group = await run.read(() => run.ports.platform.group(run.order));
  const inTree = group ? serversOf(group) : [];
  const isTold = inTree.some(isLive) && !scope.wholly;
  const elsewhere = isTold ? [] : await readServers(run, missingFrom(inTree, scope.servers));
  const seen = [...inTree, ...elsewhere];
  const live = seen.filter(isLive);
  const asleep = seen.filter(isAsleep);
  const queued = seen.map(queuedFor).find((action) => action !== undefined);
  return {
    group,
    live,
    asleep,
    queued,
    archived: live.length === 0 && (group ? isArchived(group, scope, seen) : isGoneAsExpected(scope, seen)),
    agreed: group ? says("archived", group) : areAllSeen(scope, seen),
    active: group !== undefined && says("active", group) && asleep.length === 0 && !queued,
    fingerprint: fingerprint(group, seen),
  };
}

/**
 * Archived means: the group says so, or it has or had servers and none of them is left, or it is gone as expected.
 * How the platform shows an archived group was never recorded, so each of these has to do.
 */
function isArchived(group: Group, scope: Scope, seen: readonly Server[]): boolean {
  return says("archived", group) || seen.length + scope.servers.length > 0;
}

function isGoneAsExpected(scope: Scope, seen: readonly Server[]): boolean {
  return scope.goneIsArchived || areAllSeen(scope, seen);
}

function areAllSeen({ servers }: Scope, seen: readonly Server[]): boolean {
  return servers.length > 0 && seen.length === servers.length;
}

function says(status: "active" | "archived", group: Group): boolean {
  return group.status.toLowerCase() === status;
}

function missingFrom(inTree: readonly Server[], ids: readonly string[]): string[] {
  const shown = new Set(inTree.map((server) => server.id));
  return ids.filter((id) => !shown.has(id));
}

async function readServers(run: Run, ids: readonly string[]): Promise<Server[]> {
  const found: Server[] = [];
  for (let next = 0; next < ids.length; next += READ_AT_ONCE) {
    const batch = ids.slice(next, next + READ_AT_ONCE);
    const servers = await Promise.all(
      batch.map((id) => run.read(() => run.ports.platform.server(run.order.accountAlias, id))),
    );
    found.push(...servers.filter((server) => server !== undefined));
  }
  return found;
}

function fingerprint(group: Group | undefined, servers: readonly Server[]): string {
  const states = servers.map((server) => `${server.id}:${server.status}`).sort();
  return [group?.status ?? "gone", ...states].join(" ");
}
