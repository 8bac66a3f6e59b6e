import { readJsonOrForm, textField } from "../body";
import { errors } from "../errors";
import { renderGroup } from "../render-group";
import type { Route } from "../router";
import { takesMembers } from "./find";

/**
 * POST /v2/groups/{account}: 201 with Location and the group, without serversCount [REC]. The Python SDK
 * sends a form [RUN].
 */
export const createGroup: Route = {
  name: "createGroup",
  method: "POST",
  path: "/v2/groups/:account",
  handle({ body, permissions, world }) {
    const { options, store, log } = world;
    const read = readJsonOrForm(body);
    if (!read.valid) return errors.invalid();
    if (permissions.readOnly) return errors.forbidden();
    const name = textField(read, "name");
    if (name === undefined) return errors.required("name");
    const parentId = textField(read, "parentGroupId");
    if (parentId === undefined) return errors.required("parentGroupId");
    const parent = store.tree.group(parentId);
    if (!parent || !takesMembers(parent, world)) return errors.notValid("parentGroupId", `group ${parentId}`);

    const at = options.clock();
    const by = { userName: options.username, at };
    const group = store.createGroup(name, textField(read, "description"), parent, by);
    log.add({ kind: "group", id: group.id, status: group.status }, at);
    const account = store.account.alias.toLowerCase();
    const rendering = { account, detailed: false, permissions, hideArchived: false };
    const { serversCount: _, ...shown } = renderGroup(store.tree, group, rendering);
    return { status: 201, body: shown, headers: { Location: `/v2/groups/${account}/${group.id}` } };
  },
};
