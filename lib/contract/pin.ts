import type { Receipt } from "../archival/receipt";
import { groupBy } from "../common/group-by";
import type { Impact, ImpactGroup } from "./impact";

/** What was approved of one group. */
export interface Pin {
  readonly accountAlias: string;
  readonly groupId: string;
  /** The origin where it was surveyed. */
  readonly endpoint: string;
  readonly name: string;
  /** Names of the groups above it. */
  readonly path: readonly string[];
  readonly parentId?: string;
  readonly locationId?: string;
  readonly subGroups: readonly PinnedGroup[];
  readonly servers: readonly PinnedServer[];
}

export interface PinnedGroup {
  readonly id: string;
  readonly name: string;
  /** Id of the group above it. */
  readonly in: string;
}

export interface PinnedServer {
  readonly id: string;
  readonly name: string;
  /** Id of the group that it is in. */
  readonly in: string;
  readonly cpu?: number;
  readonly memoryMB?: number;
  readonly storageGB?: number;
}

/** What a survey found, as it is pinned: what there is, without what changes by itself. */
export function pinOf(impact: Impact): Pin {
  const { accountAlias, archived, groupId, endpoint, group, path, parentId, locationId } = impact;
  const subGroups: PinnedGroup[] = [];
  const servers: PinnedServer[] = [];
  const visit = (at: ImpactGroup): void => {
    for (const { id, name, cpu, memoryMB, storageGB } of at.servers) {
      const size = {
        ...(cpu !== undefined && { cpu }),
        ...(memoryMB !== undefined && { memoryMB }),
        ...(storageGB !== undefined && { storageGB }),
      };
      servers.push({ id, name, in: at.id, ...size });
    }
    for (const child of at.groups) {
      subGroups.push({ id: child.id, name: child.name, in: at.id });
      visit(child);
    }
  };
  visit(group);
  const where = {
    // Where an archived group is says nothing of where it was.
    ...(parentId !== undefined && !archived && { parentId }),
    ...(locationId !== undefined && { locationId }),
  };
  return { accountAlias, groupId, endpoint, name: group.name, path, ...where, subGroups, servers };
}

/** What an archive from here has archived, as its receipt tells: ids alone, for the names of what is hidden are not kept. */
export function pinOfReceipt(
  { accountAlias, groupId, endpoint, group, path, locationId }: Impact,
  { servers, subGroups, parentId }: Pick<Receipt, "servers" | "subGroups" | "parentId">,
): Pin {
  const named = (id: string) => ({ id, name: id, in: groupId });
  return {
    accountAlias,
    groupId,
    endpoint,
    name: group.name,
    path,
    ...(parentId !== undefined && { parentId }),
    ...(locationId !== undefined && { locationId }),
    subGroups: subGroups.map(named),
    servers: servers.map(named),
  };
}

/** The same the other way round: the tree that was pinned. */
export function treeOf({ groupId, name, subGroups, servers }: Pin): ImpactGroup {
  const serversIn = groupBy(servers, (server) => server.in);
  const groupsIn = groupBy(subGroups, (group) => group.in);
  const build = (id: string, groupName: string): ImpactGroup => ({
    id,
    name: groupName,
    servers: (serversIn.get(id) ?? []).map(({ in: _, ...server }) => server),
    groups: (groupsIn.get(id) ?? []).map((child) => build(child.id, child.name)),
  });
  return build(groupId, name);
}

/** Ids of everything that was approved. */
export function approvedIds({ subGroups, servers }: Pin): string[] {
  return [...subGroups, ...servers].map(({ id }) => id);
}
