import type { AccountSeed, DataCenterSeed, GroupSeed } from "../seed/account";
import type { ScheduledActivitySeed } from "../seed/activity";
import { stableId } from "../seed/ids";
import type { ChangeSeed } from "../seed/parts";
import type { ServerSeed } from "../seed/server";
import { disksOf, storageOf } from "./disks";
import type { ActivityRecord, ChangeInfo, DataCenterRecord, Disk, GroupRecord, ServerRecord } from "./model";
import { SEEDED_AT } from "./records";
import type { Store } from "./store";
import { Tree } from "./tree";

/**
 * The current account as a seed. Archived groups and servers are listed where a restore would put them.
 * Operations are not part of it: what an operation in flight has not done yet is unchanged.
 */
export function seedFromStore(store: Store): AccountSeed {
  const { alias, customFields, dataCenters } = store.account;
  return {
    alias,
    ...nonEmpty("customFields", customFields),
    dataCenters: dataCenters.map((dataCenter) => new Snapshot(store, dataCenter).take()),
  };
}

class Snapshot {
  private readonly byParent: ReadonlyMap<string, GroupRecord[]>;
  private readonly byGroup: ReadonlyMap<string, ServerRecord[]>;
  private readonly defaultGroupId: string;
  private readonly alias: string;
  private readonly groups: ReadonlyMap<string, GroupRecord>;

  constructor(
    store: Store,
    private readonly dataCenter: DataCenterRecord,
  ) {
    const { alias, groups, servers } = store.account;
    this.alias = alias;
    this.groups = groups;
    const { id: locationId, rootGroupId } = dataCenter;
    this.defaultGroupId = stableId(rootGroupId, "Default Group");
    // The same records in the places they come from; a place that is gone becomes the hardware root.
    const placeOf = (id: string | undefined) => (id !== undefined && groups.has(id) ? id : rootGroupId);
    const homes = new Tree(
      new Map(
        [...groups]
          .filter(([id, group]) => group.locationId === locationId && id !== rootGroupId)
          .map(([id, group]) => [
            id,
            { ...group, parentId: placeOf(group.formerParentId ?? group.parentId) },
          ]),
      ),
      new Map(
        [...servers]
          .filter(([, { locationId: at, status }]) => at === locationId && status !== "underConstruction")
          .map(([id, server]) => [
            id,
            { ...server, groupId: placeOf(server.formerGroupId ?? server.groupId) },
          ]),
      ),
    );
    this.byParent = homes.groupsByParent();
    this.byGroup = homes.serversByGroup();
  }

  take(): DataCenterSeed {
    const { id, name, rootGroupId } = this.dataCenter;
    const below = this.byParent.get(rootGroupId) ?? [];
    const original = below.find((group) => this.isOriginalDefault(group));
    const listed = below.filter((group) => group.kind === "default" && group !== original);
    const system = [rootGroupId, ...below.filter(({ kind }) => kind !== "default").map((group) => group.id)];
    const inSystem = system
      .slice(1)
      .flatMap((parentId) =>
        (this.byParent.get(parentId) ?? []).map((group) => ({ ...this.group(group, false), parentId })),
      );
    const servers = system.flatMap((groupId) =>
      this.serversIn(groupId, false).map((server) => ({ ...server, groupId })),
    );
    return {
      id,
      name,
      ...(original
        ? nonEmpty("defaultGroupServers", this.serversIn(original.id, false))
        : { defaultGroup: false }),
      groups: [...listed.map((group) => this.group(group, false)), ...inSystem],
      ...nonEmpty("servers", servers),
      ...this.systemGroups(),
    };
  }

  /** Those that somebody changed. */
  private systemGroups(): Pick<DataCenterSeed, "systemGroups"> {
    const { rootGroupId, archiveGroupId } = this.dataCenter;
    const ids = {
      root: rootGroupId,
      archive: archiveGroupId,
      templates: stableId(rootGroupId, "Templates"),
    };
    const changed = Object.entries(ids).flatMap(([kind, id]) => {
      const group = this.groups.get(id);
      const change = group && changeOf(group.changeInfo);
      if (!change) return [];
      const { name, description } = group;
      return [[kind, { name, ...(description !== undefined && { description }), ...change }] as const];
    });
    return changed.length > 0 ? { systemGroups: Object.fromEntries(changed) } : {};
  }

  /** The one that every data center begins with, without anything that only a listed group can have. */
  private isOriginalDefault(group: GroupRecord): boolean {
    const { id, name, status, description, scheduledActivities, customFields, defaults, changeInfo } = group;
    return (
      id === this.defaultGroupId &&
      name === "Default Group" &&
      status === "active" &&
      description === undefined &&
      scheduledActivities.length + customFields.length + Object.keys(defaults).length === 0 &&
      changeOf(changeInfo) === undefined &&
      !this.byParent.has(id)
    );
  }

  /** @param inArchived whether a group above it is archived, and this one with it */
  private group(group: GroupRecord, inArchived: boolean): GroupSeed {
    const archived = group.status === "archived";
    // On its own, also when the group above was archived later.
    const onItsOwn = archived && (!inArchived || group.formerParentId !== undefined);
    return {
      id: group.id,
      name: group.name,
      ...(group.description !== undefined && { description: group.description }),
      ...(onItsOwn && { status: "archived" }),
      ...nonEmpty("servers", this.serversIn(group.id, archived)),
      ...nonEmpty(
        "groups",
        (this.byParent.get(group.id) ?? []).map((child) => this.group(child, archived)),
      ),
      ...nonEmpty("scheduledActivities", group.scheduledActivities.map(activityOf)),
      ...nonEmpty("customFields", group.customFields),
      ...(Object.keys(group.defaults).length > 0 && { defaults: group.defaults }),
      ...changeOf(group.changeInfo),
    };
  }

  private serversIn(groupId: string, archived: boolean): ServerSeed[] {
    return (this.byGroup.get(groupId) ?? []).map((server) => this.server(server, archived));
  }

  private server(server: ServerRecord, inArchived: boolean): ServerSeed {
    return {
      name: server.id.slice(server.locationId.length + this.alias.length),
      ...(server.description !== "" && { description: server.description }),
      ...(server.formerGroupId !== undefined && !inArchived && { status: "archived" }),
      osType: server.osType,
      os: server.os,
      cpu: server.cpu,
      memoryMB: server.memoryMB,
      ...storage(server.disks),
      ...(server.storageType !== "standard" && { storageType: server.storageType }),
      ...(server.isManagedOS && { isManagedOS: true }),
      powerState: server.powerState,
      ...(server.inMaintenanceMode && { inMaintenanceMode: true }),
      ...addresses(server),
      ...nonEmpty(
        "snapshots",
        server.snapshots.map(({ name }) => name),
      ),
      ...nonEmpty("customFields", server.customFields),
      ...changeOf(server.changeInfo),
    };
  }
}

/** The size alone, where the emulator makes the same disks of it. */
function storage(disks: readonly Disk[]): Pick<ServerSeed, "storageGB" | "disks"> {
  const storageGB = storageOf({ disks });
  if (JSON.stringify(disksOf(storageGB)) === JSON.stringify(disks)) return { storageGB };
  return {
    disks: disks.map(({ sizeGB, partitionPaths: [path] }) => ({
      sizeGB,
      ...(path !== undefined && { path }),
    })),
  };
}

/** One address in two words, where nothing is open on it. */
function addresses({
  addresses: all,
}: ServerRecord): Pick<ServerSeed, "internalIp" | "publicIp" | "addresses"> {
  const [first, ...more] = all;
  if (!first || more.length + first.ports.length + first.sourceRestrictions.length > 0) {
    return { addresses: all };
  }
  return { internalIp: first.internal, ...(first.public !== undefined && { publicIp: first.public }) };
}

function activityOf({ id, settings, changeInfo }: ActivityRecord): ScheduledActivitySeed {
  return { id, ...settings, ...changeOf(changeInfo) };
}

function changeOf(change: ChangeInfo): { readonly changeInfo: ChangeSeed } | undefined {
  const { createdBy, createdDate, modifiedBy, modifiedDate } = change;
  const isSeeded = [createdBy, modifiedBy].every((user) => user === "demo") && createdDate === SEEDED_AT;
  if (isSeeded && modifiedDate === SEEDED_AT) return undefined;
  return {
    changeInfo: { createdBy, createdDate: iso(createdDate), modifiedBy, modifiedDate: iso(modifiedDate) },
  };
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(".000Z", "Z");
}

/** A key with a list, or nothing where the list is empty. */
function nonEmpty<K extends string, T>(key: K, list: readonly T[]): Partial<Record<K, readonly T[]>> {
  const some: Partial<Record<string, readonly T[]>> = list.length > 0 ? { [key]: [...list] } : {};
  return some as Partial<Record<K, readonly T[]>>;
}
