import { readCustomFields } from "../../account/custom-fields";
import type { GroupRecord } from "../../account/model";
import type { Answer } from "../answer";
import { errors } from "../errors";
import { type Patch, readPatches } from "../patch";
import type { Call, Route } from "../router";
import { changer, currentGroup, takesMembers } from "./find";

/** PATCH /v2/groups/{account}/{groupId} sets name, description, parentGroupId or customFields: 204 without a body [REC ×3]. */
export const changeGroup: Route = {
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
      const wrong = read(patch, group, values, call);
      if (wrong) return wrong;
    }
    // All of them or none [INF].
    store.change(group, values, changer(world));
    return { status: 204 };
  },
};

/** Takes a change into `values`, or says what is wrong with it. */
function read(
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
  const fits =
    parent && takesMembers(parent, world) && parent.locationId === group.locationId && !inside.has(parent.id);
  if (group.kind !== "default" || !fits) return errors.notValid("parentGroupId", `group ${parentId}`);
  values.parentId = parent.id;
  return undefined;
}
