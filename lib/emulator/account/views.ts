import type { GroupRecord, GroupStatus, ServerRecord, ServerStatus } from "./model";
import type { Tree } from "./tree";

/** A server, as tests and people see it. */
export interface ServerView {
  /** Lower case, e.g. "de1altdweb01". */
  readonly id: string;
  /** Its status in the API. */
  readonly status: ServerStatus;
  /** The group that directly contains it. */
  readonly groupId: string;
  /** Where an archived server came from. */
  readonly formerGroupId: string | undefined;
}

/** A group, as tests and people see it. */
export interface GroupView {
  /** 32 lower-case hex digits. */
  readonly id: string;
  /** E.g. "Web Applications". */
  readonly name: string;
  /** Its status in the API. */
  readonly status: GroupStatus;
  /** Upper case, e.g. "DE1". */
  readonly locationId: string;
  /** `undefined` on a hardware root. */
  readonly parentId: string | undefined;
  /** Names from the hardware root down, e.g. "DE1 Hardware / Web Applications". */
  readonly path: string;
  /** Ids of its direct sub-groups. */
  readonly groups: readonly string[];
  /** Servers directly in it. */
  readonly servers: readonly ServerView[];
  /** Archived servers that were directly in it. */
  readonly archivedServers: readonly ServerView[];
}

export function viewServer({ id, status, groupId, formerGroupId }: ServerRecord): ServerView {
  return { id, status, groupId, formerGroupId };
}

export function viewGroup(tree: Tree, group: GroupRecord): GroupView {
  const servers = [...tree.servers.values()];
  return {
    id: group.id,
    name: group.name,
    status: group.status,
    locationId: group.locationId,
    parentId: group.parentId,
    path: pathOf(tree, group),
    groups: (tree.groupsByParent().get(group.id) ?? []).map(({ id }) => id),
    servers: servers.filter(({ groupId }) => groupId === group.id).map(viewServer),
    archivedServers: servers.filter(({ formerGroupId }) => formerGroupId === group.id).map(viewServer),
  };
}

function pathOf(tree: Tree, group: GroupRecord): string {
  const parent = group.parentId === undefined ? undefined : tree.group(group.parentId);
  return parent ? `${pathOf(tree, parent)} / ${group.name}` : group.name;
}
