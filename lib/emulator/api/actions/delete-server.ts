import { errors } from "../errors";
import type { Route } from "../router";
import { notQueued, queued } from "./queued";

/** DELETE /v2/servers/{account}/{serverId} [DOC], of an archived server through its `delete` link [REC]. */
export const deleteServer: Route = {
  name: "deleteServer",
  method: "DELETE",
  path: "/v2/servers/:account/:serverId",
  handle({ params, permissions, world }) {
    const { options, store, operations } = world;
    const server = store.tree.server(params.serverId ?? "");
    if (!server) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const calm = server.status === "active" || server.status === "archived";
    if (!calm || operations.isServerInFlight(server.id)) {
      return { status: options.nothingQueuedStatus, body: notQueued(server.id, "invalid") };
    }
    const { id } = operations.accept(
      { kind: "deleteServer", queuedAs: "queuedForDelete", server: (record) => store.deleteServer(record) },
      { locationId: server.locationId, servers: [server] },
    );
    return { status: 202, body: queued(store.account.alias, server.id, id) };
  },
};
