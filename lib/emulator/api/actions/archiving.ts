import type { GroupRecord } from "../../account/model";
import { readJson, textField } from "../body";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { statusLink } from "../wire";
import { currentGroup, takesFrom } from "./shared";

/**
 * POST /v2/groups/{account}/{groupId}/archive [DOC]. It answers 202 with a bare link, like the recorded
 * DELETE of a group [INF]. Clients send no body, `""` or `{}` [RUN].
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

/**
 * POST /v2/groups/{account}/{groupId}/restore with `{"targetGroupId"}` [DOC]. Unlike archive, it says whether
 * the job was queued, and links to the group as well [DOC].
 */
export const restoreGroup: Route = {
  name: "restoreGroup",
  method: "POST",
  path: "/v2/groups/:account/:groupId/restore",
  handle({ params, body, permissions, world }) {
    const { options, store, operations } = world;
    const read = readJson(body);
    if (!read.valid) return errors.invalid();
    // A hidden group is found here too: otherwise nobody could restore it.
    const group = store.tree.group(params.groupId ?? "");
    if (!group) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const targetId = textField(read, "targetGroupId");
    if (targetId === undefined) return errors.required("targetGroupId");
    const target = store.tree.group(targetId);
    if (
      group.status !== "archived" ||
      operations.isInFlight(group.id) ||
      !takesFrom(group.locationId, target, world)
    ) {
      return {
        status: options.restoreStatus,
        body: {
          isQueued: false,
          // [INF] after the recorded sentence about servers.
          errorMessage:
            "The operation cannot be queued because the group cannot be found or it is not in a valid state.",
        },
      };
    }

    const { id } = acceptRestore(world, group, target.id);
    const alias = store.account.alias;
    const self = `/v2/groups/${alias.toLowerCase()}/${group.id}?AccountAlias=${alias}&identifier=${group.id}`;
    return {
      status: options.restoreStatus,
      body: { isQueued: true, links: [{ rel: "self", href: self }, statusLink(alias, id)] },
    };
  },
};

/** Restores the servers one after the other, each to its former group, and then the groups. */
function acceptRestore({ store, operations }: Call["world"], group: GroupRecord, targetId: string) {
  const groups = store.tree.subtree(group.id);
  const servers = store.tree.archivedServersOf(groups).filter(({ status }) => status === "archived");
  return operations.accept(
    {
      kind: "restoreGroup",
      queuedAs: "queuedForRestore",
      server: (server) => store.restoreServer(server, server.formerGroupId ?? targetId),
      // The target may have been deleted in the meantime.
      groups: (all) => store.tree.group(targetId) && store.restoreGroups(all, targetId),
    },
    { locationId: group.locationId, groups, servers },
  );
}

/** POST /v2/servers/{account}/{serverId}/restore with `{"targetGroupId"}`: 202, one job for each server [REC]. */
export const restoreServer: Route = {
  name: "restoreServer",
  method: "POST",
  path: "/v2/servers/:account/:serverId/restore",
  handle({ params, body, permissions, world }) {
    const { store, operations } = world;
    const read = readJson(body);
    if (!read.valid) return errors.invalid();
    const server = store.tree.server(params.serverId ?? "");
    if (!server) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const targetId = textField(read, "targetGroupId");
    if (targetId === undefined) return errors.required("targetGroupId");
    const target = store.tree.group(targetId);
    if (!takesFrom(server.locationId, target, world)) {
      return errors.notValid("targetGroupId", `group ${targetId}`);
    }
    if (server.status !== "archived") return errors.serverNotArchived();

    const { id } = operations.accept(
      {
        kind: "restoreServer",
        queuedAs: "queuedForRestore",
        // The target may have been deleted in the meantime.
        server: (record) => store.tree.group(target.id) && store.restoreServer(record, target.id),
      },
      { locationId: server.locationId, servers: [server] },
    );
    return { status: 202, body: statusLink(store.account.alias, id) };
  },
};
