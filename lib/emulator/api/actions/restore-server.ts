import { readJson, textField } from "../body";
import { errors } from "../errors";
import { statusLink } from "../links";
import type { Route } from "../router";
import { takesMembers } from "./find";

/** POST /v2/servers/{account}/{serverId}/restore with `{"targetGroupId"}`: 202, each server a job of its own [REC]. */
export const restoreServer: Route = {
  name: "restoreServer",
  method: "POST",
  path: "/v2/servers/:account/:serverId/restore",
  handle({ params, body, permissions, world }) {
    const { store, operations } = world;
    const read = readJson(body);
    if (!read.valid) return errors.invalid();
    const server = store.tree.server(params.serverId ?? "");
    if (!server) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const targetId = textField(read, "targetGroupId");
    if (targetId === undefined) return errors.required("targetGroupId");
    const target = store.tree.group(targetId);
    if (!target || !takesMembers(target, world) || target.locationId !== server.locationId)
      return errors.notValid("targetGroupId", `group ${targetId}`);
    if (server.status !== "archived") return errors.serverNotArchived();

    const { id } = operations.accept(
      {
        kind: "restoreServer",
        queuedAs: "queuedForRestore",
        // The target may have been deleted meanwhile.
        server: (record) => store.tree.group(target.id) && store.restoreServer(record, target.id),
      },
      { locationId: server.locationId, servers: [server] },
    );
    return { status: 202, body: statusLink(store.account.alias, id) };
  },
};
