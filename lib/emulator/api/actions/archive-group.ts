import { readJson } from "../body";
import { errors } from "../errors";
import { statusLink } from "../links";
import type { Route } from "../router";
import { currentGroup } from "./find";

/**
 * POST /v2/groups/{account}/{groupId}/archive [DOC]; 202 with a bare link, from the recorded DELETE of a
 * group [INF]. Bodies that clients send: none, `""`, `{}` [RUN].
 */
export const archiveGroup: Route = {
  name: "archiveGroup",
  method: "POST",
  path: "/v2/groups/:account/:groupId/archive",
  handle(call) {
    const { body, permissions, world } = call;
    const { options, store, operations, log } = world;
    if (!readJson(body).valid) return errors.invalid();
    const group = currentGroup(call);
    if (!group) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    if (group.kind !== "default") return errors.groupNotArchivable();
    if (group.status !== "active") return errors.groupNotActive();
    if (options.doubleSubmission === "reject" && operations.isInFlight(group.id))
      return errors.groupNotActive();

    const { id, acceptedAt, serverIds } = operations.archiveGroup(group);
    log.add({ kind: "archive-accepted", groupId: group.id, operationId: id, serverIds }, acceptedAt);
    return { status: options.archiveStatus, body: statusLink(store.account.alias, id) };
  },
};
