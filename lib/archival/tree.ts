import { ACTION_NAMES, type ActionName } from "./action-name";
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
export function isLive({ status = "" }: { readonly status?: string }): boolean {
  return !["archived", "deleted"].includes(status.toLowerCase());
}

/** Whether a server still has something to restore. */
export function isAsleep(server: Server): boolean {
  return ["archived", "queuedforrestore"].includes(server.status.toLowerCase());
}

/** What a server waits in the queue for, of what can be done to groups. */
export function queuedFor({ status }: Server): ActionName | undefined {
  return ACTION_NAMES.find((action) => status.toLowerCase() === `queuedfor${action}`);
}

/** Whether a group is restored as a whole: it is archived, or says so, though some of its servers are active again. */
export function isToRestore(group: Group): boolean {
  return showsArchived(group) || group.status.toLowerCase() === "archived";
}

/** Whether a group alone shows that it is archived: it says so, or it has servers and none of them is left. */
export function showsArchived(group: Group): boolean {
  const servers = serversOf(group);
  return !servers.some(isLive) && (group.status.toLowerCase() === "archived" || servers.length > 0);
}
