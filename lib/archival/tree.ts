import type { Group, Server } from "./platform";

/** The servers of a group and of all groups below it. */
export function serversOf(group: Group): readonly Server[] {
  return [...group.servers, ...group.groups.flatMap(serversOf)];
}

/** The groups below a group, at any depth. */
export function subGroupsOf(group: Group): readonly Group[] {
  return group.groups.flatMap((child) => [child, ...subGroupsOf(child)]);
}

/** Whether a server still has something to archive. */
export function isLive(server: Server): boolean {
  return !["archived", "deleted"].includes(server.status.toLowerCase());
}

export function isQueued(server: Server): boolean {
  return server.status.toLowerCase() === "queuedforarchive";
}

/** Whether a group alone shows that it is archived: it says so, or it has servers and none of them is left. */
export function showsArchived(group: Group): boolean {
  const servers = serversOf(group);
  return !servers.some(isLive) && (group.status.toLowerCase() === "archived" || servers.length > 0);
}
