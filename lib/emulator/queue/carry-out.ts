import type { Store } from "../account/store";
import type { EventLog } from "../event-log";
import type { Operation } from "./operation";

/** A server's turn, unless something else has been done to it since the operation was accepted. */
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

/** What is done to the groups after the last server. */
export function finishGroups({ work, groupIds }: Operation, at: number, store: Store, log: EventLog): void {
  const groups = groupIds.flatMap((id) => store.tree.group(id) ?? []);
  work.groups?.(groups);
  // Sub-groups first and the group last, as v1 put it [DOC].
  for (const group of groups.reverse()) {
    const status = store.tree.group(group.id) ? group.status : "deleted";
    log.add({ kind: "group", id: group.id, status }, at);
  }
}

/**
 * Servers whose turn did not come in a failed operation become what they were before.
 *
 * @param others operations in flight, which keep the servers that they have
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
