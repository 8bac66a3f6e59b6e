import { type Group, isPlatformError, type Server } from "./platform";
import type { Run } from "./run";
import type { Scope, Sighting } from "./sighting";
import { isLive, isRestorable, queuedFor, serversOf, unlistedIn } from "./tree";

/** How many servers are read side by side. */
const READ_AT_ONCE = 5;
/** So many are read one by one: to find out where archived servers are kept takes requests as well. */
const FEW = 2 * READ_AT_ONCE;

/** Reads the group, those servers of the scope that its tree no longer shows, and, without the group, what must exist. */
export async function look(run: Run, scope: Scope): Promise<Sighting> {
  const { platform } = run.ports;
  const group = await run.read(() => platform.group(run.order));
  const inTree = group ? serversOf(group) : [];
  const isTold = inTree.some(isLive) && !scope.wholly;
  const elsewhere = isTold ? [] : await readMissing(run, missingFrom(inTree, scope.servers));
  const servers = [...inTree, ...elsewhere];
  const isAnswering =
    group !== undefined ||
    (await run.read(() => platform.isAnswering(run.order.accountAlias, scope.parentId)));
  return {
    group,
    servers,
    live: servers.filter(isLive),
    restorable: servers.filter(isRestorable),
    unread: missingFrom(servers, scope.servers),
    queued: servers.map(queuedFor).find((action) => action !== undefined),
    isAnswering,
    hasSucceeded: scope.hasSucceeded,
    fingerprint: fingerprint(group, servers, isAnswering),
  };
}

function missingFrom(servers: readonly Server[], ids: readonly string[]): string[] {
  const shown = new Set(servers.map((server) => server.id));
  return ids.filter((id) => !shown.has(id));
}

/** Many are looked for together where archived servers are kept; those that are not there are read one by one. */
async function readMissing(run: Run, ids: readonly string[]): Promise<readonly Server[]> {
  const together = ids.length > FEW ? await readArchived(run, ids) : [];
  return [...together, ...(await readServers(run, missingFrom(together, ids)))];
}

/** Where that fails, reading them one by one tells what is wrong. */
async function readArchived(run: Run, ids: readonly string[]): Promise<readonly Server[]> {
  run.goOn();
  try {
    return await run.ports.platform.archivedServers(run.order.accountAlias, ids);
  } catch (error) {
    if (isPlatformError(error)) {
      return [];
    }
    throw error;
  }
}

/** @returns those that the platform knows */
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

function fingerprint(group: Group | undefined, servers: readonly Server[], isAnswering: boolean): string {
  const states = servers.map((server) => `${server.id}:${server.status}`).sort();
  const gone = isAnswering ? "gone" : "nothing answers";
  return [group ? `${group.status}+${unlistedIn(group)}` : gone, ...states].join(" ");
}
