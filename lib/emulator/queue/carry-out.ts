import type { Store } from "../account/store";
import type { EventLog } from "./event-log";
import type { Operation } from "./operation";

/** Does the work for one server, unless something else has changed its status since. */
export function takeTurn(
  { work }: Operation,
  serverId: string,
  at: number,
  store: Store,
  log: EventLog,
): void {
  const server = store.tree.server(serverId);
  if (server?.status !== (work.queuedAs ?? "active")) return;
  work.server?.(server);
  const status = store.tree.server(serverId) ? server.status : "deleted";
  log.add({ kind: "server", id: serverId, status }, at);
}

/** Does the work for the groups, after that for the last server. */
export function finishGroups({ work, groupIds }: Operation, at: number, store: Store, log: EventLog): void {
  const groups = groupIds.flatMap((id) => store.tree.group(id) ?? []);
  work.groups?.(groups);
  // Sub-groups first, the group last, as documented for v1 [DOC].
  for (const group of groups.reverse()) {
    const status = store.tree.group(group.id) ? group.status : "deleted";
    log.add({ kind: "group", id: group.id, status }, at);
  }
}

/**
 * After a failure, gives servers that were not reached their former status.
 *
 * @param others operations in flight, which keep their servers
 */
export function releaseServers(
  { serverIds, work }: Operation,
  others: Iterable<Operation>,
  store: Store,
): void {
  const { queuedAs, failed } = work;
  if (!queuedAs) return;
  const claimed = new Set([...others].flatMap((other) => other.serverIds));
  for (const id of serverIds) {
    const server = store.tree.server(id);
    if (server?.status !== queuedAs || claimed.has(id)) continue;
    if (failed) failed(server);
    else server.status = server.formerGroupId === undefined ? "active" : "archived";
  }
}
