import { show } from "../../common/schema";
import { EmulatorError } from "../common/emulator-error";
import type { AccountSeed, DataCenterSeed, GroupSeed } from "./account";
import { activityId, stableId } from "./ids";
import type { ServerSeed } from "./server";

/** Deeper trees would be a mistake, and rendering them a danger. */
export const DEEPEST = 100;

/**
 * Puts every group and every server of an account inside its group, and gives each group its id.
 *
 * @throws EmulatorError naming the place (a JSON pointer) of an id that is taken, of a group that is not there, or of a circle
 */
export function placeAll(seed: AccountSeed): AccountSeed {
  const plan = new Plan(seed.alias);
  return { ...seed, dataCenters: seed.dataCenters.map((one, at) => plan.place(one, `/dataCenters/${at}`)) };
}

function refuse(at: string, sentence: string): never {
  throw new EmulatorError(`${at} ${sentence}`);
}

/** A group on its way to its place. */
interface Placed {
  readonly seed: GroupSeed;
  readonly at: string;
  readonly id: string;
  readonly parentId: string;
  readonly servers: ServerSeed[];
}

/** Finds the place of everything, data center by data center. */
class Plan {
  /** Where each id is taken, over all data centers. */
  private readonly groupIds = new Map<string, string>();
  private readonly serverIds = new Map<string, string>();
  private readonly dataCenterIds = new Map<string, string>();
  private readonly activityIds = new Map<string, string>();

  constructor(private readonly alias: string) {}

  place(seed: DataCenterSeed, at: string): DataCenterSeed {
    const id = seed.id.toUpperCase();
    this.take(this.dataCenterIds, id, at, (owner) => `has the id ${id}, which ${owner} has already`);
    const root = stableId(`${this.alias.toUpperCase()}/${id}`, "root");
    const system = new Map([
      [root, `the group "${id} Hardware"`],
      ...["Archive", "Templates"].map((name) => [stableId(root, name), `the group "${name}"`] as const),
    ]);
    const defaultGroup = stableId(root, "Default Group");
    if (seed.defaultGroup ?? true) {
      system.set(defaultGroup, 'the group "Default Group" (leave it out with "defaultGroup": false)');
    } else if (seed.defaultGroupServers?.length) {
      refuse(`${at}/defaultGroupServers`, 'needs the default group, but there is "defaultGroup": false');
    }
    for (const [taken, owner] of system) this.groupIds.set(taken, owner);

    const groups = this.collect(seed.groups ?? [], `${at}/groups`, root);
    const byId = new Map(groups.map((group) => [group.id, group]));
    for (const group of groups) this.checkParents(group, byId, system);
    for (const [index, server] of (seed.defaultGroupServers ?? []).entries()) {
      this.checkServer(server, `${at}/defaultGroupServers/${index}`, id, false);
    }
    for (const { seed: group, at: place } of groups) {
      for (const [index, server] of (group.servers ?? []).entries()) {
        this.checkServer(server, `${place}/servers/${index}`, id, false);
      }
    }
    const elsewhere = (seed.servers ?? []).filter((server, index) => {
      const place = `${at}/servers/${index}`;
      this.checkServer(server, place, id, true);
      const groupId = (server.groupId as string).toLowerCase();
      const group = byId.get(groupId);
      if (!group && !system.has(groupId)) this.refuseDangling(`${place}/groupId`, groupId);
      const { groupId: _, ...inGroup } = server;
      group?.servers.push(inGroup);
      return !group;
    });
    return { ...seed, groups: nest(groups, byId), servers: elsewhere };
  }

  /** All groups of a list and below, each with an id that no other group has. */
  private collect(seeds: readonly GroupSeed[], at: string, parentId: string, depth = 0): Placed[] {
    return seeds.flatMap((seed, index) => {
      const place = `${at}/${index}`;
      if (seed.parentId !== undefined && depth > 0) {
        refuse(`${place}/parentId`, "is not needed: the group stands inside its parent already");
      }
      const parent = seed.parentId?.toLowerCase() ?? parentId;
      const id = seed.id?.toLowerCase() ?? stableId(parent, seed.name);
      this.take(this.groupIds, id, place, (owner) =>
        seed.id === undefined
          ? `is a second ${show(seed.name)} beside ${owner}: give it an id of its own`
          : `has the id ${id}, which ${owner} has already`,
      );
      this.checkActivities(seed, id, place);
      const group = { seed, at: place, id, parentId: parent, servers: [...(seed.servers ?? [])] };
      return [group, ...this.collect(seed.groups ?? [], `${place}/groups`, id, depth + 1)];
    });
  }

  private checkActivities({ scheduledActivities = [] }: GroupSeed, groupId: string, at: string): void {
    for (const [index, activity] of scheduledActivities.entries()) {
      const place = `${at}/scheduledActivities/${index}`;
      const id = activityId(activity, groupId, index);
      this.take(this.activityIds, id, place, (owner) => `has the id ${id}, which ${owner} has already`);
    }
  }

  private checkParents(
    group: Placed,
    byId: ReadonlyMap<string, Placed>,
    system: ReadonlyMap<string, string>,
  ) {
    const way = [group];
    for (let one = group; !system.has(one.parentId); ) {
      const parent = byId.get(one.parentId);
      if (!parent) return this.refuseDangling(`${one.at}/parentId`, one.parentId);
      way.push(parent);
      if (parent === group) {
        const names = way.map(({ seed }) => show(seed.name)).reverse();
        const some = names.length > 6 ? [...names.slice(0, 5), "…", ...names.slice(-1)] : names;
        refuse(`${group.at}/parentId`, `makes a circle of groups: ${some.join(" > ")}`);
      }
      // A circle further up is reported at one of the groups in it.
      if (way.length > byId.size) return;
      if (way.length > DEEPEST) refuse(group.at, `is nested deeper than ${DEEPEST} groups`);
      one = parent;
    }
  }

  private refuseDangling(at: string, id: string): never {
    const owner = this.groupIds.get(id);
    refuse(
      at,
      `is ${id}, ${owner ? "a group of another data center" : "but there is no group with that id"}`,
    );
  }

  private checkServer(server: ServerSeed, at: string, location: string, mustNameGroup: boolean): void {
    if (mustNameGroup && server.groupId === undefined) refuse(at, "has no groupId, which must be there");
    if (!mustNameGroup && server.groupId !== undefined) {
      refuse(`${at}/groupId`, "is not needed: the server stands inside its group already");
    }
    const id = `${location}${this.alias}${server.name}`.toLowerCase();
    this.take(this.serverIds, id, at, (owner) => `is the server ${id}, which stands at ${owner} already`);
  }

  private take(taken: Map<string, string>, id: string, at: string, whatIf: (owner: string) => string): void {
    const owner = taken.get(id);
    if (owner !== undefined) refuse(at, whatIf(owner));
    taken.set(id, at);
  }
}

/** Puts groups into their parents; those in a system group stay in the list, with its id. */
function nest(groups: readonly Placed[], byId: ReadonlyMap<string, Placed>): GroupSeed[] {
  const children = new Map<string, Placed[]>();
  for (const group of groups) {
    const siblings = children.get(group.parentId);
    if (siblings) siblings.push(group);
    else children.set(group.parentId, [group]);
  }
  const build = ({ seed, id, parentId, servers }: Placed): GroupSeed => {
    const { groups: _, parentId: __, ...rest } = seed;
    const inside = (children.get(id) ?? []).map(build);
    return { ...rest, id, ...(!byId.has(parentId) && { parentId }), servers, groups: inside };
  };
  return groups.filter(({ parentId }) => !byId.has(parentId)).map(build);
}
