import type { GroupRecord, ServerRecord } from "../../account/model";
import type { Change } from "../../account/store";
import type { OperationKind } from "../../queue/timeline";
import type { Answer } from "../answer";
import { errors } from "../errors";
import type { ServerRendering } from "../render-server";
import type { Call } from "../router";
import { statusLink } from "../wire";

/** The group that a path names, as the call reads it; archived ones may be hidden [INF]. */
export function visibleGroup({ params, tree, world }: Call): GroupRecord | undefined {
  const group = tree.group(params.groupId ?? "");
  return group && isHidden(group, world) ? undefined : group;
}

/** The same, but always the current group: a change works on that. */
export function currentGroup({ params, world }: Call): GroupRecord | undefined {
  const group = world.store.tree.group(params.groupId ?? "");
  return group && isHidden(group, world) ? undefined : group;
}

function isHidden({ status }: GroupRecord, { options }: Call["world"]): boolean {
  return options.archivedGroups === "hidden" && status === "archived";
}

/**
 * Whether groups and servers can be added to it: not to Archive, Templates, or a group that is archived or in
 * an operation.
 */
export function takesMembers({ id, kind, status }: GroupRecord, { operations }: Call["world"]): boolean {
  return status === "active" && (kind === "root" || kind === "default") && !operations.isInFlight(id);
}

/** The same for what comes from this data center [INF]; `false` if there is no group. */
export function takesFrom(
  locationId: string,
  group: GroupRecord | undefined,
  world: Call["world"],
): group is GroupRecord {
  return group?.locationId === locationId && takesMembers(group, world);
}

/** Changes the server that a path names: 404 when there is none, 403 for a user who may only read. */
export function onServer(call: Call, work: (server: ServerRecord) => Answer): Answer {
  const server = call.world.store.tree.server(call.params.serverId ?? "");
  if (!server) return errors.notFound();
  return call.permissions.readOnly ? errors.forbidden() : work(server);
}

/** Queues a change of one server, which must be active and free: 202 with a bare link [REC]. */
export function serverJob(
  { world }: Call,
  server: ServerRecord,
  kind: OperationKind,
  work: (server: ServerRecord) => unknown,
): Answer {
  const { store, operations } = world;
  if (server.status !== "active" || operations.isServerInFlight(server.id)) return errors.serverNotActive();
  const { locationId } = server;
  const { id } = operations.accept({ kind, server: work }, { locationId, servers: [server] });
  return { status: 202, body: statusLink(store.account.alias, id) };
}

/** Who changes something now: the one user. */
export function changer({ options }: Call["world"]): Change {
  return { userName: options.username, at: options.clock() };
}

/** What rendering groups and servers needs from a call. */
export function rendering({ permissions, world }: Call): Omit<ServerRendering, "place"> {
  const { alias, customFields } = world.store.account;
  return { account: alias.toLowerCase(), permissions, customFields };
}

/** The entry of a server that was queued [REC]. */
export function queued(account: string, server: string, operationId: string): object {
  return { server, isQueued: true, links: [statusLink(account, operationId)] };
}

/** The entry of a server that was not: it is unknown or busy, or has nothing to do. Clients know both sentences [CODE]. */
export function notQueued(server: string, why: "invalid" | "already"): object {
  return { server, isQueued: false, errorMessage: WHY[why] };
}

const WHY = {
  invalid: "The operation cannot be queued because the server cannot be found or it is not in a valid state.",
  already: "The server already in desired state.",
};
