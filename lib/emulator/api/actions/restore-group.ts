import type { GroupRecord } from "../../account/model";
import { readJson, textField } from "../body";
import { errors } from "../errors";
import { statusLink } from "../links";
import type { Call, Route } from "../router";
import { takesMembers } from "./find";

/**
 * POST /v2/groups/{account}/{groupId}/restore with `{"targetGroupId"}` [DOC]. Unlike archive it says whether
 * it was queued, and links the group as well [DOC].
 */
export const restoreGroup: Route = {
  name: "restoreGroup",
  method: "POST",
  path: "/v2/groups/:account/:groupId/restore",
  handle({ params, body, permissions, world }) {
    const { options, store, operations } = world;
    const read = readJson(body);
    if (!read.valid) return errors.invalid();
    // An archived group is found here also when it is hidden everywhere else: else nobody could restore it.
    const group = store.tree.group(params.groupId ?? "");
    if (!group) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const targetId = textField(read, "targetGroupId");
    if (targetId === undefined) return errors.required("targetGroupId");
    const target = store.tree.group(targetId);
    if (group.status !== "archived" || operations.isInFlight(group.id) || !fits(world, group, target)) {
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

    const { id } = accept(world, group, target.id);
    const alias = store.account.alias;
    const self = `/v2/groups/${alias.toLowerCase()}/${group.id}?AccountAlias=${alias}&identifier=${group.id}`;
    return {
      status: options.restoreStatus,
      body: { isQueued: true, links: [{ rel: "self", href: self }, statusLink(alias, id)] },
    };
  },
};

/** [INF] Into an active group of the same data center. */
function fits(
  world: Call["world"],
  group: GroupRecord,
  target: GroupRecord | undefined,
): target is GroupRecord {
  return target !== undefined && target.locationId === group.locationId && takesMembers(target, world);
}

/** Servers come back one after the other, each to the group it was in; then the groups are active. */
function accept({ store, operations }: Call["world"], group: GroupRecord, targetId: string) {
  const groups = store.tree.subtree(group.id);
  const servers = store.tree.archivedServersOf(groups).filter(({ status }) => status === "archived");
  return operations.accept(
    {
      kind: "restoreGroup",
      queuedAs: "queuedForRestore",
      server: (server) => store.restoreServer(server, server.formerGroupId ?? targetId),
      // The target may have been deleted meanwhile.
      groups: (all) => store.tree.group(targetId) && store.restoreGroups(all, targetId),
    },
    { locationId: group.locationId, groups, servers },
  );
}
