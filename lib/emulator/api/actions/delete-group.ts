import { errors } from "../errors";
import { statusLink } from "../links";
import type { Route } from "../router";
import { currentGroup } from "./find";

/** DELETE /v2/groups/{account}/{groupId}: 202 with a bare link [REC]; takes everything below with it [DOC]. */
export const deleteGroup: Route = {
  name: "deleteGroup",
  method: "DELETE",
  path: "/v2/groups/:account/:groupId",
  handle(call) {
    const { permissions, world } = call;
    const { store, operations } = world;
    const group = currentGroup(call);
    if (!group) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    if (group.kind !== "default") return errors.groupNotDeletable();
    // [DOC] code 6 of v1: an archived group could not be deleted.
    if (group.status !== "active" || operations.isInFlight(group.id)) return errors.groupNotActive();

    const groups = store.tree.subtree(group.id);
    const { id } = operations.accept(
      {
        kind: "deleteGroup",
        queuedAs: "queuedForDelete",
        server: (server) => store.deleteServer(server),
        groups: (all) => store.deleteGroups(all),
      },
      { locationId: group.locationId, groups, servers: store.tree.serversOf(groups) },
    );
    return { status: 202, body: statusLink(store.account.alias, id) };
  },
};
