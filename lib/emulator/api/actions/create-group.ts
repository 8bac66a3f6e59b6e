import { readCustomFields } from "../../account/custom-fields";
import { readJsonOrForm, textField } from "../body";
import { errors } from "../errors";
import { renderGroup } from "../render-group";
import type { Route } from "../router";
import { changer, rendering, takesMembers } from "./find";

/**
 * POST /v2/groups/{account}: 201 with Location and the group, without serversCount [REC ×15]. The Python SDK
 * sends a form [RUN].
 */
export const createGroup: Route = {
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
