import { errors } from "../errors";
import type { Route } from "../router";

/**
 * POST /v2/groups/{account}/{groupId}/archive [DOC]; 202 with a bare link, from the recorded DELETE of a
 * group [INF]. Bodies that clients send: none, `""`, `{}` [RUN].
 */
export const archiveGroup: Route = {
  name: "archiveGroup",
  method: "POST",
  path: "/v2/groups/:account/:groupId/archive",
  handle({ params, body, permissions, world }) {
    const { options, store, operations, log } = world;
    if (!isJsonOrNothing(body)) return errors.invalid();
    const group = store.tree.group(params.groupId ?? "");
    if (!group || (options.archivedGroups === "hidden" && group.status === "archived"))
      return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    if (group.kind !== "default") return errors.groupNotArchivable();
    if (group.status !== "active") return errors.groupNotActive();
    if (options.doubleSubmission === "reject" && operations.isInFlight(group.id))
      return errors.groupNotActive();

    const { id, acceptedAt, serverIds } = operations.archiveGroup(group);
    log.add({ kind: "archive-accepted", groupId: group.id, operationId: id, serverIds }, acceptedAt);
    const href = `/v2/operations/${store.account.alias.toLowerCase()}/status/${id}`;
    return { status: 202, body: { rel: "status", href, id } };
  },
};

function isJsonOrNothing(body: string): boolean {
  if (body.trim() === "") return true;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
