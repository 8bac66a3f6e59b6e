import { EmulatorError } from "../common/emulator-error";
import { stableId } from "../seed/ids";
import type { ServerSeed } from "../seed/server";
import { Addresses } from "./addresses";
import type { AccountRecord, CustomFieldValue, DataCenterRecord, GroupRecord, ServerRecord } from "./model";
import { bareGroup, FIRST_SNAPSHOT, serverRecord } from "./records";
import { Tree } from "./tree";

/** Who changes something, and when (epoch milliseconds). */
export interface Change {
  readonly userName: string;
  readonly at: number;
}

/** A new group, as a user describes it. */
export interface NewGroup {
  readonly name: string;
  readonly description: string | undefined;
  readonly customFields: readonly CustomFieldValue[];
}

/** The groups and servers of one account, and every change that can happen to them. */
export class Store {
  readonly tree: Tree;
  readonly addresses = new Addresses();

  constructor(readonly account: AccountRecord) {
    this.tree = Tree.of(account);
  }

  /** By id, in any case. */
  dataCenter(id: string): DataCenterRecord | undefined {
    return this.account.dataCenters.find((dataCenter) => dataCenter.id === id.toUpperCase());
  }

  /** @throws EmulatorError if the id is taken */
  insertGroup(group: GroupRecord): GroupRecord {
    if (this.account.groups.has(group.id)) {
      throw new EmulatorError(`there is a group ${group.id} already, so "${group.name}" cannot have that id`);
    }
    this.account.groups.set(group.id, group);
    return group;
  }

  /** Its addresses are taken from now on. */
  insertServer(server: ServerRecord): ServerRecord {
    this.account.servers.set(server.id, server);
    for (const { internal, public: outside } of server.addresses) {
      this.addresses.take(internal);
      if (outside !== undefined) this.addresses.take(outside);
    }
    return server;
  }

  /** [REC] The server moves to the Archive group of its data center; `modifiedDate` is not touched. */
  archiveServer(server: ServerRecord): void {
    server.formerGroupId = server.groupId;
    server.groupId = this.archiveGroupOf(server.locationId);
    server.status = "archived";
  }

  /** [INF] All become `archived`. The first one moves below the Archive group; the others stay below it. */
  archiveGroups([top, ...below]: readonly GroupRecord[]): void {
    for (const group of below) group.status = "archived";
    if (!top || top.status === "archived") return;
    top.status = "archived";
    if (top.parentId !== undefined) top.formerParentId = top.parentId;
    top.parentId = this.archiveGroupOf(top.locationId);
  }

  /** A user creates a group. Its id is new even if its name is not. */
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
   * A user creates a server. Its id is data center, alias, name and a free number [DOC]. It is under
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

  /** A user changes a group or server. */
  change<T extends GroupRecord | ServerRecord>(record: T, values: Partial<T>, by: Change): void {
    Object.assign(record, values);
    record.changeInfo.modifiedBy = by.userName;
    record.changeInfo.modifiedDate = by.at;
  }

  /** Adds a snapshot. Its name is the time, as in the recorded ones: "2015-06-18.09:19:36". */
  addSnapshot(server: ServerRecord, at: number): void {
    const number = Math.max(FIRST_SNAPSHOT - 1, ...server.snapshots.map((one) => one.number)) + 1;
    const name = new Date(at).toISOString().slice(0, 19).replace("T", ".");
    server.snapshots = [...server.snapshots, { number, name }];
  }

  deleteServer(server: ServerRecord): void {
    this.account.servers.delete(server.id);
  }

  deleteGroups(groups: readonly GroupRecord[]): void {
    for (const { id } of groups) this.account.groups.delete(id);
  }

  /** Makes a server active again, in this group. */
  restoreServer(server: ServerRecord, groupId: string): void {
    server.groupId = groupId;
    server.status = "active";
    delete server.formerGroupId;
  }

  /** Makes groups active again. The first one moves below `targetId`; the others stay below it. */
  restoreGroups([top, ...below]: readonly GroupRecord[], targetId: string): void {
    for (const group of below) group.status = "active";
    if (!top) return;
    top.status = "active";
    top.parentId = targetId;
    delete top.formerParentId;
  }

  /** Makes a group and everything below it active again, in its old place or below `targetId`. */
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
}

function newChange({ userName, at }: Change) {
  return { createdBy: userName, createdDate: at, modifiedBy: userName, modifiedDate: at };
}
