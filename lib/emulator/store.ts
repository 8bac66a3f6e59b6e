import type { AccountSeed, DataCenterSeed, GroupSeed, ServerSeed } from "./account-seed";
import { EmulatorError } from "./emulator-error";
import type {
  AccountRecord,
  ChangeInfo,
  DataCenterRecord,
  GroupKind,
  GroupRecord,
  ServerRecord,
} from "./model";
import { stableId } from "./stable-id";
import { Tree } from "./tree";

const ARCHIVE_DESCRIPTION =
  "Pay only for the storage consumed by the archived server. No compute or licensing costs are incurred.";
const TEMPLATES_DESCRIPTION =
  "Custom templates provide a set of hardware/software settings that can be used repeatedly to create servers configured with the same settings.";
/** Everything in a seeded account was made on this day, the one of the recorded accounts. */
const SEEDED_AT = Date.parse("2015-03-26T23:59:28Z");

/** The groups and servers of one account, and the ways to change them. */
export class Store {
  readonly account: AccountRecord;
  readonly tree: Tree;
  private nextAddress = 12;

  constructor(seed: AccountSeed) {
    this.account = {
      alias: seed.alias.toUpperCase(),
      dataCenters: [],
      groups: new Map(),
      servers: new Map(),
    };
    this.tree = Tree.of(this.account);
    for (const dataCenter of seed.dataCenters) this.addDataCenter(dataCenter);
  }

  /** By id, in any case. */
  dataCenter(id: string): DataCenterRecord | undefined {
    return this.account.dataCenters.find((dataCenter) => dataCenter.id === id.toUpperCase());
  }

  /** @throws EmulatorError if the parent is unknown or the id is taken */
  addGroup(seed: GroupSeed, parentId: string, kind: GroupKind = "default"): GroupRecord {
    const parent = this.tree.group(parentId);
    if (!parent) throw new EmulatorError(`there is no group ${parentId} to put "${seed.name}" into`);
    const id = (seed.id ?? stableId(parent.id, seed.name)).toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(id)) {
      throw new EmulatorError(`a group id has 32 hex digits, but "${seed.name}" has "${id}"`);
    }
    const group = this.insertGroup({
      id,
      name: seed.name,
      ...(seed.description !== undefined && { description: seed.description }),
      locationId: parent.locationId,
      kind,
      status: "active",
      parentId: parent.id,
      changeInfo: seeded(),
    });
    for (const server of seed.servers ?? []) this.addServer(server, id);
    for (const child of seed.groups ?? []) this.addGroup(child, id);
    if (seed.status === "archived") {
      const subtree = this.tree.subtree(id);
      for (const server of this.tree.serversOf(subtree)) this.archiveServer(server);
      this.archiveGroups(subtree);
    }
    return group;
  }

  /** @throws EmulatorError if the group is unknown or the id is taken */
  addServer(seed: ServerSeed, groupId: string): ServerRecord {
    const group = this.tree.group(groupId);
    if (!group) throw new EmulatorError(`there is no group ${groupId} to put server "${seed.name}" into`);
    const id = `${group.locationId}${this.account.alias}${seed.name}`.toLowerCase();
    if (this.account.servers.has(id)) throw new EmulatorError(`there is a server ${id} already`);
    const server: ServerRecord = {
      id,
      description: seed.description ?? "",
      locationId: group.locationId,
      osType: seed.osType ?? "CentOS 6 64-bit",
      os: seed.os ?? "centOS6_64Bit",
      status: "active",
      groupId: group.id,
      cpu: seed.cpu ?? 2,
      memoryMB: seed.memoryMB ?? 4096,
      storageGB: seed.storageGB ?? 17,
      powerState: seed.powerState ?? "started",
      internalIp: this.allocateAddress(),
      ...(seed.publicIp !== undefined && { publicIp: seed.publicIp }),
      snapshots: [...(seed.snapshots ?? [])],
      changeInfo: seeded(),
    };
    this.account.servers.set(id, server);
    return server;
  }

  /** [REC] The server moves to the Archive group of its data center; `modifiedDate` is not touched. */
  archiveServer(server: ServerRecord): void {
    server.formerGroupId = server.groupId;
    server.groupId = this.archiveGroupOf(server.locationId);
    server.status = "archived";
  }

  /**
   * [INF] candidate (a) of the facts: all are `archived`, the first one moves under the Archive group, the
   * others stay below it.
   */
  archiveGroups([top, ...below]: readonly GroupRecord[]): void {
    for (const group of below) group.status = "archived";
    if (!top || top.status === "archived") return;
    top.status = "archived";
    if (top.parentId !== undefined) top.formerParentId = top.parentId;
    top.parentId = this.archiveGroupOf(top.locationId);
  }

  /** The group with everything below it is active again, in its old place or below `targetId`. */
  restoreGroup(group: GroupRecord, targetId?: string): void {
    const groups = this.tree.subtree(group.id);
    for (const record of groups) record.status = "active";
    const parentId = targetId ?? group.formerParentId;
    if (parentId !== undefined) group.parentId = parentId;
    delete group.formerParentId;
    const ids = new Set(groups.map(({ id }) => id));
    for (const server of this.account.servers.values()) {
      const home = server.status === "archived" ? server.formerGroupId : server.groupId;
      if (home === undefined || !ids.has(home)) continue;
      server.groupId = home;
      server.status = "active";
      delete server.formerGroupId;
    }
  }

  private archiveGroupOf(locationId: string): string {
    return (this.dataCenter(locationId) as DataCenterRecord).archiveGroupId;
  }

  private addDataCenter(seed: DataCenterSeed): void {
    const id = seed.id.toUpperCase();
    const base = `${this.account.alias}/${id}`;
    if (this.dataCenter(id)) throw new EmulatorError(`there is a data center ${id} already`);
    const root = this.insertGroup({
      id: stableId(base, "root"),
      name: `${id} Hardware`,
      description: `${id} Hardware`,
      locationId: id,
      kind: "root",
      status: "active",
      changeInfo: seeded(),
    });
    const archive = this.addGroup({ name: "Archive", description: ARCHIVE_DESCRIPTION }, root.id, "archive");
    this.account.dataCenters.push({ id, name: seed.name, rootGroupId: root.id, archiveGroupId: archive.id });
    this.addGroup({ name: "Templates", description: TEMPLATES_DESCRIPTION }, root.id, "templates");
    this.addGroup({ name: "Default Group", servers: seed.defaultGroupServers ?? [] }, root.id);
    for (const group of seed.groups ?? []) this.addGroup(group, root.id);
  }

  private insertGroup(group: GroupRecord): GroupRecord {
    if (this.account.groups.has(group.id)) {
      throw new EmulatorError(`there is a group ${group.id} already, so "${group.name}" cannot have that id`);
    }
    this.account.groups.set(group.id, group);
    return group;
  }

  private allocateAddress(): string {
    const address = this.nextAddress++;
    return `10.110.${37 + Math.floor(address / 250)}.${1 + (address % 250)}`;
  }
}

function seeded(): ChangeInfo {
  return { createdBy: "demo", createdDate: SEEDED_AT, modifiedBy: "demo", modifiedDate: SEEDED_AT };
}
