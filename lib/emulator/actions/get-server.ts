import { errors } from "../errors";
import { renderServer } from "../render-server";
import type { Route } from "../router";

/** GET /v2/servers/{account}/{serverId} [REC]; an unknown one is a 404 without a body [REC]. */
export const getServer: Route = {
  name: "getServer",
  method: "GET",
  path: "/v2/servers/:account/:serverId",
  handle({ params, tree, permissions, world }) {
    const server = tree.server(params.serverId ?? "");
    if (!server) return errors.notFound();
    const account = world.store.account.alias.toLowerCase();
    return { status: 200, body: renderServer(server, account, permissions, "own") };
  },
};
