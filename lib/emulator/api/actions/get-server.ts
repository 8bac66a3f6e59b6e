import { errors } from "../errors";
import { withFloats } from "../json-text";
import { renderServer, serverUuid } from "../render-server";
import type { Call, Route } from "../router";
import { rendering } from "./find";

/**
 * GET /v2/servers/{account}/{serverId} [REC ×178]; an unknown one is a 404 without a body [REC]. With `uuid=True` the id may
 * also be the one that the answer to Create Server links to [REC ×14].
 */
export const getServer: Route = {
  name: "getServer",
  method: "GET",
  path: "/v2/servers/:account/:serverId",
  handle(call) {
    const { params, tree } = call;
    const id = params.serverId ?? "";
    const server =
      tree.server(id) ?? (call.query.get("uuid")?.toLowerCase() === "true" ? byUuid(call, id) : undefined);
    if (!server) return errors.notFound();
    return { status: 200, text: withFloats(renderServer(server, { ...rendering(call), place: "own" })) };
  },
};

function byUuid({ tree, world }: Call, uuid: string) {
  const { alias } = world.store.account;
  return [...tree.servers.values()].find(({ id }) => serverUuid(id, alias) === uuid.toLowerCase());
}
