import type { GroupRecord } from "../model";
import type { Call } from "../router";

/** The group that a path names, unless archived ones are hidden [INF]; from the tree the call reads. */
export function visibleGroup({ params, tree, world }: Call): GroupRecord | undefined {
  const group = tree.group(params.groupId ?? "");
  return group && isHidden(group, world) ? undefined : group;
}

/** The same among the groups as they are now: what a change works on. */
export function currentGroup({ params, world }: Call): GroupRecord | undefined {
  const group = world.store.tree.group(params.groupId ?? "");
  return group && isHidden(group, world) ? undefined : group;
}

function isHidden({ status }: GroupRecord, { options }: Call["world"]): boolean {
  return options.archivedGroups === "hidden" && status === "archived";
}

/** Whether groups and servers can be put into it: not into Archive, Templates, or what is archived or about to be. */
export function takesMembers({ id, kind, status }: GroupRecord, { operations }: Call["world"]): boolean {
  return status === "active" && (kind === "root" || kind === "default") && !operations.isInFlight(id);
}
