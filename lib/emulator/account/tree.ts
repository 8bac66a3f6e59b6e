import { EmulatorError } from "../common/emulator-error";
import type { AccountRecord, GroupRecord, ServerRecord } from "./model";

/**
 * Finds groups and servers, and changes nothing. It caches nothing, because records change. For a stale read,
 * it is built from older records.
 */
export class Tree {
  constructor(
    readonly groups: ReadonlyMap<string, GroupRecord>,
    readonly servers: ReadonlyMap<string, ServerRecord>,
  ) {}

  static of(account: AccountRecord): Tree {
    return new Tree(account.groups, account.servers);
  }

  /** Ids are case-insensitive: clients send both [RUN]. */
  group(id: string): GroupRecord | undefined {
    return this.groups.get(id.toLowerCase());
  }

  /** @throws EmulatorError if there is none with this id */
  requireGroup(id: string): GroupRecord {
    const group = this.group(id);
    if (!group) throw new EmulatorError(`there is no group ${id}`);
    return group;
  }

  server(id: string): ServerRecord | undefined {
    return this.servers.get(id.toLowerCase());
  }

  /** @throws EmulatorError if there is none with this id */
  requireServer(id: string): ServerRecord {
    const server = this.server(id);
    if (!server) throw new EmulatorError(`there is no server ${id}`);
    return server;
  }

  /** Sub-groups by parent id, sorted by name without regard to case [REC 954 of 954]. */
  groupsByParent(): Map<string, GroupRecord[]> {
    const groups = [...this.groups.values()].sort(
      (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.name, b.name),
    );
    return collect(groups, ({ parentId }) => parentId ?? "");
  }

  /** Servers by group id, sorted by id [REC 195 of 195]. */
  serversByGroup(): Map<string, ServerRecord[]> {
    const servers = [...this.servers.values()].sort((a, b) => compare(a.id, b.id));
    return collect(servers, ({ groupId }) => groupId);
  }

  /** A group and all groups below it, parents first. */
  subtree(id: string): GroupRecord[] {
    const byParent = this.groupsByParent();
    const walk = (group: GroupRecord): GroupRecord[] => [
      group,
      ...(byParent.get(group.id) ?? []).flatMap(walk),
    ];
    const top = this.group(id);
    return top ? walk(top) : [];
  }

  /** Archived servers that came from these groups, group by group, sorted by id. */
  archivedServersOf(groups: readonly GroupRecord[]): ServerRecord[] {
    const servers = [...this.servers.values()].sort((a, b) => compare(a.id, b.id));
    const byFormer = collect(servers, ({ formerGroupId }) => formerGroupId ?? "");
    return groups.flatMap(({ id }) => byFormer.get(id) ?? []);
  }

  /** The servers of these groups, group by group. */
  serversOf(groups: readonly GroupRecord[]): ServerRecord[] {
    const byGroup = this.serversByGroup();
    return groups.flatMap(({ id }) => byGroup.get(id) ?? []);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function collect<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const list = map.get(key(item));
    if (list) list.push(item);
    else map.set(key(item), [item]);
  }
  return map;
}
