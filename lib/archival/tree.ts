import type { ActionName, Group, Server } from "./platform";
import { type ServerState, serverStateOf } from "./states";

const QUEUED_FOR: Readonly<Partial<Record<ServerState, ActionName>>> = {
  queuedForArchive: "archive",
  queuedForRestore: "restore",
};

/** The servers of a group and of all groups below it. */
export function serversOf(group: Group): readonly Server[] {
  return [...group.servers, ...group.groups.flatMap(serversOf)];
}

/** The groups below a group, at any depth. */
export function subGroupsOf(group: Group): readonly Group[] {
  return group.groups.flatMap((child) => [child, ...subGroupsOf(child)]);
}

/** How many servers the platform counts in a group and below it, but does not list. */
export function unlistedIn({ unlisted = 0, groups }: Group): number {
  return groups.reduce((sum, child) => sum + unlistedIn(child), unlisted);
}

/** How many servers are not archived, in a group and below it. What is only counted is never taken for absent. */
export function countLive(group: Group): number {
  return serversOf(group).filter(isLive).length + unlistedIn(group);
}

/** What a group says of itself. */
export function says(status: "active" | "archived", group: Group): boolean {
  return group.state === status;
}

/** Whether a server is archived; one that is deleted is not. */
export function isArchived({ state }: Pick<Server, "state">): boolean {
  return state === "archived";
}

/** Whether a server still has something to archive. */
export function isLive({ state }: Pick<Server, "state">): boolean {
  return state !== "archived" && state !== "deleted";
}

/** The same of a server in an impact, which keeps the word of the platform where it is known. */
export function saysLive({ status = "" }: { readonly status?: string }): boolean {
  return isLive({ state: serverStateOf(status) });
}

/** Whether a server still has something to restore. */
export function isRestorable({ state }: Pick<Server, "state">): boolean {
  return state === "archived" || state === "queuedForRestore";
}

/** What a server waits in the queue for, of what can be done to groups. */
export function queuedFor({ state }: Pick<Server, "state">): ActionName | undefined {
  return QUEUED_FOR[state];
}

/** Whether a group is restored as a whole: it is archived, or says so, though some of its servers are active again. */
export function isToRestore(group: Group): boolean {
  return showsArchived(group) || says("archived", group);
}

/** Whether a group alone shows that it is archived: it says so, or it has servers and all of them are. */
export function showsArchived(group: Group): boolean {
  const servers = serversOf(group);
  const isEachArchived = servers.length > 0 && servers.every(isArchived) && unlistedIn(group) === 0;
  return !servers.some(isLive) && (says("archived", group) || isEachArchived);
}
