import type { GroupRecord } from "../../account/model";
import { type Answer, withFloats } from "../answer";
import { readJsonOrForm, textField } from "../body";
import { type Patch, readCustomFields, readPatches } from "../body-parts";
import { errors } from "../errors";
import { renderGroup } from "../render-group";
import type { Call, Route } from "../router";
import { statusLink } from "../wire";
import { changer, currentGroup, rendering, takesFrom, takesMembers, visibleGroup } from "./shared";

/** GET /v2/groups/{account}/{groupId}[?serverDetail=detailed] [REC ×186 and ×1,185]. */
const getGroup: Route = {
  name: "getGroup",
  method: "GET",
  path: "/v2/groups/:account/:groupId",
  handle(call) {
    const { query, tree, world } = call;
    const group = visibleGroup(call);
    if (!group) return errors.notFound();
    const body = renderGroup(tree, group, {
      ...rendering(call),
      detailed: query.get("serverdetail")?.toLowerCase() === "detailed",
      hideArchived: world.options.archivedGroups === "hidden",
    });
    return { status: 200, text: withFloats(body) };
  },
};

/**
 * POST /v2/groups/{account}: 201 with Location and the group, but without serversCount [REC ×15]. The Python
 * SDK sends a form [RUN].
 */
const createGroup: Route = {
  name: "createGroup",
  method: "POST",
  path: "/v2/groups/:account",
  handle(call) {
    const { body, permissions, world } = call;
    const { store, log } = world;
    const read = readJsonOrForm(body);
    if (!read.valid) return errors.invalid();
    if (permissions.readOnly) return errors.forbidden();
    const name = textField(read, "name");
    if (name === undefined) return errors.required("name");
    const parentId = textField(read, "parentGroupId");
    if (parentId === undefined) return errors.required("parentGroupId");
    const parent = store.tree.group(parentId);
    if (!parent || !takesMembers(parent, world)) return errors.notValid("parentGroupId", `group ${parentId}`);

    const customFields = readCustomFields(read.fields.get("customfields") ?? [], store.account.customFields);
    if (!customFields) return errors.notValid("customFields", "list of custom fields");

    const by = changer(world);
    const group = store.createGroup(
      { name, description: textField(read, "description"), customFields },
      parent,
      by,
    );
    log.add({ kind: "group", id: group.id, status: group.status }, by.at);
    const how = rendering(call);
    const { serversCount: _, ...shown } = renderGroup(store.tree, group, {
      ...how,
      detailed: false,
      hideArchived: false,
    });
    return { status: 201, body: shown, headers: { Location: `/v2/groups/${how.account}/${group.id}` } };
  },
};

/**
 * PATCH /v2/groups/{account}/{groupId} sets name, description, parentGroupId or customFields. It gets 204
 * without a body [REC ×3].
 */
const changeGroup: Route = {
  name: "changeGroup",
  method: "PATCH",
  path: "/v2/groups/:account/:groupId",
  handle(call) {
    const { body, permissions, world } = call;
    const { store } = world;
    const patches = readPatches(body);
    if (!patches) return errors.invalid();
    const group = currentGroup(call);
    if (!group) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const values: Partial<GroupRecord> = {};
    for (const patch of patches) {
      const wrong = readChange(patch, group, values, call);
      if (wrong) return wrong;
    }
    // All changes are made, or none [INF].
    store.change(group, values, changer(world));
    return { status: 204 };
  },
};

/** DELETE /v2/groups/{account}/{groupId}: 202 with a bare link [REC]. Everything below is deleted as well [DOC]. */
const deleteGroup: Route = {
  name: "deleteGroup",
  method: "DELETE",
  path: "/v2/groups/:account/:groupId",
  handle(call) {
    const { permissions, world } = call;
    const { store, operations } = world;
    const group = currentGroup(call);
    if (!group) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    if (group.kind !== "default") return errors.groupNotDeletable();
    // [DOC] code 6 of v1: an archived group could not be deleted.
    if (group.status !== "active" || operations.isInFlight(group.id)) return errors.groupNotActive();

    const groups = store.tree.subtree(group.id);
    const { id } = operations.accept(
      {
        kind: "deleteGroup",
        queuedAs: "queuedForDelete",
        server: (server) => store.deleteServer(server),
        groups: (all) => store.deleteGroups(all),
      },
      { locationId: group.locationId, groups, servers: store.tree.serversOf(groups) },
    );
    return { status: 202, body: statusLink(store.account.alias, id) };
  },
};

export const groupRoutes: readonly Route[] = [getGroup, createGroup, changeGroup, deleteGroup];

/** Adds a change to `values`, or answers what is wrong with it. */
function readChange(
  { member, value }: Patch,
  group: GroupRecord,
  values: Partial<GroupRecord>,
  { world }: Call,
): Answer | undefined {
  if (member === "customfields") {
    const customFields = readCustomFields(value, world.store.account.customFields);
    if (!customFields) return errors.notValid("customFields", "list of custom fields");
    values.customFields = customFields;
    return undefined;
  }
  if (typeof value !== "string") return errors.invalid();
  switch (member) {
    case "name":
      if (value === "") return errors.required("name");
      values.name = value;
      return undefined;
    case "description":
      values.description = value;
      return undefined;
    case "parentgroupid":
      return move(group, value, values, world);
    default:
      return errors.notValid("member", `member ${member}`);
  }
}

/** [INF] Into an active group of the same data center, and not into itself. */
function move(
  group: GroupRecord,
  parentId: string,
  values: Partial<GroupRecord>,
  world: Call["world"],
): Answer | undefined {
  const { store, operations } = world;
  if (group.status !== "active" || operations.isInFlight(group.id)) return errors.groupNotActive();
  const parent = store.tree.group(parentId);
  const inside = new Set(store.tree.subtree(group.id).map(({ id }) => id));
  if (group.kind !== "default" || !takesFrom(group.locationId, parent, world) || inside.has(parent.id)) {
    return errors.notValid("parentGroupId", `group ${parentId}`);
  }
  values.parentId = parent.id;
  return undefined;
}
