import { groupStateOf } from "../archival/states";
import { saysLive } from "../archival/tree";
import type { Cost, ImpactGroup, ImpactServer } from "../contract/impact";
import type { Reach, ReviewedGroup } from "./model";

/** Adds up what some declarations reach; a declared group may well be a sub-group of another one. */
export function reachOf(all: readonly ReviewedGroup[]): Reach {
  const groups = eachOnce(all);
  const impacts = groups.flatMap(({ impact }) => impact ?? []);
  const below = new Set(
    impacts.flatMap(({ group }) => group.groups.flatMap(withSubGroups)).map(({ id }) => id),
  );
  const declared = new Map(impacts.map((impact) => [impact.groupId, impact]));
  const outermost = [...declared.values()].filter(({ groupId }) => !below.has(groupId));
  const servers = outermost.flatMap(({ group }) => serversIn(group));
  const unlisted = outermost.reduce((many, { group }) => many + unlistedIn(group), 0);
  const isRestore = groups.some(({ action }) => action === "restore");
  const areShown = outermost.every(({ group }) => showsServers(group));
  const monthlyEstimate = sumOf(outermost.map(({ cost }) => cost));
  return {
    groups: groups.length,
    notSurveyed: groups.length - impacts.length,
    subGroups: [...below].filter((id) => !declared.has(id)).length,
    ...(areShown && {
      servers: servers.filter((server) => isRestore || saysLive(server)).length + unlisted,
    }),
    ...(monthlyEstimate !== undefined && { monthlyEstimate }),
  };
}

/** Instances of one resource, or of a module, may be declared for one group. */
function eachOnce(groups: readonly ReviewedGroup[]): ReviewedGroup[] {
  const known = new Map(
    groups.map((group) => {
      const { accountAlias, address, groupId } = group;
      return [groupId === undefined ? address : `${accountAlias}/${groupId}`.toLowerCase(), group];
    }),
  );
  return [...known.values()];
}

/** The group, and all groups below it. */
export function withSubGroups(group: ImpactGroup): ImpactGroup[] {
  return [group, ...group.groups.flatMap(withSubGroups)];
}

/** The servers of the group, and of all groups below it. */
export function serversIn(group: ImpactGroup): ImpactServer[] {
  return withSubGroups(group).flatMap(({ servers }) => servers);
}

/** How many servers are in the group and below it, those included that the platform counts but does not list. */
export function countServers(group: ImpactGroup): number {
  return serversIn(group).length + unlistedIn(group);
}

function unlistedIn(group: ImpactGroup): number {
  return withSubGroups(group).reduce((many, { unlisted = 0 }) => many + unlisted, 0);
}

/** The platform may show an archived group without its servers. */
export function showsServers(group: ImpactGroup): boolean {
  return groupStateOf(group.status ?? "") !== "archived" || serversIn(group).length > 0;
}

function sumOf(costs: readonly (Cost | undefined)[]): number | undefined {
  if (costs.length === 0 || costs.includes(undefined)) return undefined;
  return costs.reduce((sum, cost) => sum + (cost?.monthlyEstimate ?? 0), 0);
}
