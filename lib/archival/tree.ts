import type { Group, Server } from "./platform";

/** The servers of a group and of all groups below it. */
export function serversOf(group: Group): readonly Server[] {
  return [...group.servers, ...group.groups.flatMap(serversOf)];
}

/** How many groups lie below a group, at any depth. */
export function countSubGroups(group: Group): number {
  return group.groups.reduce((sum, child) => sum + 1 + countSubGroups(child), 0);
}

/** Whether a server still has something to archive. */
export function isLive(server: Server): boolean {
  return !["archived", "deleted"].includes(server.status.toLowerCase());
}

export function isQueued(server: Server): boolean {
  return server.status.toLowerCase() === "queuedforarchive";
}
