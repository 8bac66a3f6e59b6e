import { errors } from "../errors";
import { renderGroup } from "../render-group";
import type { Route } from "../router";

/** GET /v2/groups/{account}/{groupId}[?serverDetail=detailed] [REC]. */
export const getGroup: Route = {
  name: "getGroup",
  method: "GET",
  path: "/v2/groups/:account/:groupId",
  handle({ params, query, tree, permissions, world }) {
    const { options, store } = world;
    const hideArchived = options.archivedGroups === "hidden";
    const group = tree.group(params.groupId ?? "");
    if (!group || (hideArchived && group.status === "archived")) return errors.notFound();
    const body = renderGroup(tree, group, {
      account: store.account.alias.toLowerCase(),
      detailed: query.get("serverdetail")?.toLowerCase() === "detailed",
      permissions,
      hideArchived,
    });
    return { status: 200, body };
  },
};
