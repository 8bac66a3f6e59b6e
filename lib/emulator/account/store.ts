import { EmulatorError } from "../emulator-error";
import type { AccountSeed, DataCenterSeed, GroupSeed, ServerSeed } from "../seed/account";
import { Addresses } from "./addresses";
import type {
  AccountRecord,
  CustomFieldValue,
  DataCenterRecord,
  GroupKind,
  GroupRecord,
  ServerRecord,
} from "./model";
import { bareGroup, changeInfo, customFieldRecords, groupRecord, serverRecord } from "./records";
import { stableId } from "./stable-id";
import { Tree } from "./tree";

const ARCHIVE_DESCRIPTION =
  "Pay only for the storage consumed by the archived server. No compute or licensing costs are incurred.";
const TEMPLATES_DESCRIPTION =
  "Custom templates provide a set of hardware/software settings that can be used repeatedly to create servers configured with the same settings.";
/** Who changes something, and when (epoch milliseconds). */
export interface Change {
  readonly userName: string;
  readonly at: number;
}

/** What a user says of a new group. */
export interface NewGroup {
  readonly name: string;
  readonly description: string | undefined;
  readonly customFields: readonly CustomFieldValue[];
}

/** The groups and servers of one account, and the ways to change them. */
export class Store {
  readonly account: AccountRecord;
  readonly tree: Tree;
  readonly addresses = new Addresses();

  constructor(seed: AccountSeed) {
    this.account = {
      alias: seed.alias.toUpperCase(),
      customFields: customFieldRecords(seed.customFields),
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
    const { locationId } = parent;
    const group = this.insertGroup(groupRecord(seed, { id, kind, locationId, parentId: parent.id }));
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
    const where = { id, groupId: group.id, locationId: group.locationId };
    const server = serverRecord(seed, where, () => this.addresses.internal());
    this.insertServer(server);
    if (seed.status === "archived") this.archiveServer(server);
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

  /** A user makes a group: its id is new, also when the name is not. */
  createGroup({ name, description, customFields }: NewGroup, parent: GroupRecord, by: Change): GroupRecord {
    let id = "";
    for (let copy = 0; id === "" || this.account.groups.has(id); copy++) {
      id = stableId(parent.id, name, ...(copy > 0 ? [String(copy)] : []));
    }
    return this.insertGroup({
      ...bareGroup("default", newChange(by)),
      id,
      name,
      ...(description !== undefined && { description }),
      customFields,
      locationId: parent.locationId,
      parentId: parent.id,
    });
  }

  /**
   * A user asks for a server: data center, alias and name, with a number behind it that is free [DOC]. It is under
   * construction until its job is done.
   */
  createServer(name: string, seed: Omit<ServerSeed, "name">, group: GroupRecord, by: Change): ServerRecord {
    const { id: groupId, locationId } = group;
    const stem = `${locationId}${this.account.alias}${name}`.toLowerCase();
    let id = "";
    for (let number = 1; id === "" || this.account.servers.has(id); number++) {
      id = `${stem}${String(number).padStart(2, "0")}`;
    }
    const server = serverRecord({ ...seed, name }, { id, groupId, locationId }, () =>
      this.addresses.internal(),
    );
    server.status = "underConstruction";
    server.changeInfo = newChange(by);
    return this.insertServer(server);
  }

  /** A user changes what a group or a server is called or where it is. */
  change<T extends GroupRecord | ServerRecord>(record: T, values: Partial<T>, by: Change): void {
    Object.assign(record, values);
    record.changeInfo.modifiedBy = by.userName;
    record.changeInfo.modifiedDate = by.at;
  }

  deleteServer(server: ServerRecord): void {
    this.account.servers.delete(server.id);
  }

  deleteGroups(groups: readonly GroupRecord[]): void {
    for (const { id } of groups) this.account.groups.delete(id);
  }

  /** The server is active again, in another group. */
  restoreServer(server: ServerRecord, groupId: string): void {
    server.groupId = groupId;
    server.status = "active";
    delete server.formerGroupId;
  }

  /** The groups are active again, where they were below the first one, which goes below `targetId`. */
  restoreGroups([top, ...below]: readonly GroupRecord[], targetId: string): void {
    for (const group of below) group.status = "active";
    if (!top) return;
    top.status = "active";
    top.parentId = targetId;
    delete top.formerParentId;
  }

  /** The group with everything below it is active again, in its old place or below `targetId`. */
  restoreGroup(group: GroupRecord, targetId?: string): void {
    const groups = this.tree.subtree(group.id);
    const parentId = targetId ?? group.formerParentId ?? group.parentId;
    if (parentId !== undefined) this.restoreGroups(groups, parentId);
    const ids = new Set(groups.map(({ id }) => id));
    for (const server of this.account.servers.values()) {
      const home = server.formerGroupId ?? server.groupId;
      if (ids.has(home)) this.restoreServer(server, home);
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
      ...bareGroup("root", changeInfo()),
      id: stableId(base, "root"),
      name: `${id} Hardware`,
      description: `${id} Hardware`,
      locationId: id,
    });
    const archive = this.addGroup({ name: "Archive", description: ARCHIVE_DESCRIPTION }, root.id, "archive");
    this.account.dataCenters.push({ id, name: seed.name, rootGroupId: root.id, archiveGroupId: archive.id });
    const templates = this.addGroup(
      { name: "Templates", description: TEMPLATES_DESCRIPTION },
      root.id,
      "templates",
    );
    for (const [kind, record] of Object.entries({ root, archive, templates })) {
      const { changeInfo: change, ...texts } =
        seed.systemGroups?.[kind as keyof typeof seed.systemGroups] ?? {};
      Object.assign(record, texts, change && { changeInfo: changeInfo(change) });
    }
    if (seed.defaultGroup ?? true) {
      this.addGroup({ name: "Default Group", servers: seed.defaultGroupServers ?? [] }, root.id);
    }
    for (const group of seed.groups ?? []) this.addGroup(group, group.parentId ?? root.id);
    for (const server of seed.servers ?? []) this.addServer(server, server.groupId ?? root.id);
  }

  private insertGroup(group: GroupRecord): GroupRecord {
    if (this.account.groups.has(group.id)) {
      throw new EmulatorError(`there is a group ${group.id} already, so "${group.name}" cannot have that id`);
    }
    this.account.groups.set(group.id, group);
    return group;
  }

  private insertServer(server: ServerRecord): ServerRecord {
    this.account.servers.set(server.id, server);
    for (const { internal, public: outside } of server.addresses) {
      this.addresses.take(internal);
      if (outside !== undefined) this.addresses.take(outside);
    }
    return server;
  }
}

function newChange({ userName, at }: Change) {
  return { createdBy: userName, createdDate: at, modifiedBy: userName, modifiedDate: at };
}
