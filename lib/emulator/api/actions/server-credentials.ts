import { errors } from "../errors";
import type { Route } from "../router";

/**
 * GET /v2/servers/{account}/{serverId}/credentials [CODE]: Ansible asks for them whenever it reads a server
 * [RUN]. The password is made up and says so.
 */
export const serverCredentials: Route = {
  name: "getServer",
  method: "GET",
  path: "/v2/servers/:account/:serverId/credentials",
  handle({ params, tree, permissions }) {
    const server = tree.server(params.serverId ?? "");
    // Only active servers carry the link [REC].
    if (server?.status !== "active") return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const userName = server.osType.startsWith("Windows") ? "administrator" : "root";
    return { status: 200, body: { userName, password: `no-real-password-of-${server.id}` } };
  },
};
