import { EmulatorError } from "../common/emulator-error";
import type { AccountSeed, DataCenterSeed, GroupSeed } from "../seed/account";
import { stableId } from "../seed/ids";
import type { ServerSeed } from "../seed/server";
import type { GroupKind, GroupRecord, ServerRecord } from "./model";
import { bareGroup, changeInfo, customFieldRecords, groupRecord, serverRecord } from "./records";
import { Store } from "./store";

const ARCHIVE_DESCRIPTION =
  "Pay only for the storage consumed by the archived server. No compute or licensing costs are incurred.";
const TEMPLATES_DESCRIPTION =
  "Custom templates provide a set of hardware/software settings that can be used repeatedly to create servers configured with the same settings.";

/** Builds the account that a seed describes. */
export function storeFromSeed(seed: AccountSeed): Store {
  const store = new Store({
    alias: seed.alias.toUpperCase(),
    customFields: customFieldRecords(seed.customFields),
    dataCenters: [],
    groups: new Map(),
    servers: new Map(),
  });
  for (const dataCenter of seed.dataCenters) addDataCenter(store, dataCenter);
  return store;
}

/** @throws EmulatorError if the parent is unknown or the id is taken */
export function addGroup(
  store: Store,
  seed: GroupSeed,
  parentId: string,
  kind: GroupKind = "default",
): GroupRecord {
  const parent = store.tree.group(parentId);
  if (!parent) throw new EmulatorError(`there is no group ${parentId} to put "${seed.name}" into`);
  const id = (seed.id ?? stableId(parent.id, seed.name)).toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(id)) {
    throw new EmulatorError(`a group id has 32 hex digits, but "${seed.name}" has "${id}"`);
  }
  const { locationId } = parent;
  const group = store.insertGroup(groupRecord(seed, { id, kind, locationId, parentId: parent.id }));
  for (const server of seed.servers ?? []) addServer(store, server, id);
  for (const child of seed.groups ?? []) addGroup(store, child, id);
  if (seed.status === "archived") {
    const subtree = store.tree.subtree(id);
    for (const server of store.tree.serversOf(subtree)) store.archiveServer(server);
    store.archiveGroups(subtree);
  }
  return group;
}

/** @throws EmulatorError if the group is unknown or the id is taken */
export function addServer(store: Store, seed: ServerSeed, groupId: string): ServerRecord {
  const group = store.tree.group(groupId);
  if (!group) throw new EmulatorError(`there is no group ${groupId} to put server "${seed.name}" into`);
  const id = `${group.locationId}${store.account.alias}${seed.name}`.toLowerCase();
  if (store.account.servers.has(id)) throw new EmulatorError(`there is a server ${id} already`);
  const where = { id, groupId: group.id, locationId: group.locationId };
  const server = store.insertServer(serverRecord(seed, where, () => store.addresses.internal()));
  if (seed.status === "archived") store.archiveServer(server);
  return server;
}

function addDataCenter(store: Store, seed: DataCenterSeed): void {
  const id = seed.id.toUpperCase();
  const base = `${store.account.alias}/${id}`;
  if (store.dataCenter(id)) throw new EmulatorError(`there is a data center ${id} already`);
  const root = store.insertGroup({
    ...bareGroup("root", changeInfo()),
    id: stableId(base, "root"),
    name: `${id} Hardware`,
    description: `${id} Hardware`,
    locationId: id,
  });
  const archive = addGroup(store, { name: "Archive", description: ARCHIVE_DESCRIPTION }, root.id, "archive");
  store.account.dataCenters.push({ id, name: seed.name, rootGroupId: root.id, archiveGroupId: archive.id });
  const templates = addGroup(
    store,
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
    addGroup(store, { name: "Default Group", servers: seed.defaultGroupServers ?? [] }, root.id);
  }
  for (const group of seed.groups ?? []) addGroup(store, group, group.parentId ?? root.id);
  for (const server of seed.servers ?? []) addServer(store, server, server.groupId ?? root.id);
}
