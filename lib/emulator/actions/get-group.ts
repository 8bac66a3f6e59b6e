import { errors } from "../errors";
import { renderGroup } from "../render-group";
import type { Route } from "../router";
import { visibleGroup } from "./find";

/** GET /v2/groups/{account}/{groupId}[?serverDetail=detailed] [REC]. */
export const getGroup: Route = {
  name: "getGroup",
  method: "GET",
  path: "/v2/groups/:account/:groupId",
  handle(call) {
    const { query, tree, permissions, world } = call;
    const group = visibleGroup(call);
    if (!group) return errors.notFound();
    const body = renderGroup(tree, group, {
      account: world.store.account.alias.toLowerCase(),
      detailed: query.get("serverdetail")?.toLowerCase() === "detailed",
      permissions,
      hideArchived: world.options.archivedGroups === "hidden",
    });
    return { status: 200, body };
  },
};
