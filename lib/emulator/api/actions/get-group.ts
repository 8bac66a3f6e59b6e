import { errors } from "../errors";
import { withFloats } from "../json-text";
import { renderGroup } from "../render-group";
import type { Route } from "../router";
import { rendering, visibleGroup } from "./find";

/** GET /v2/groups/{account}/{groupId}[?serverDetail=detailed] [REC ×186 and ×1,185]. */
export const getGroup: Route = {
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
