import type { GroupRecord, ServerRecord } from "../../account/model";
import type { Change } from "../../account/store";
import type { OperationKind } from "../../queue/timeline";
import type { Answer } from "../answer";
import { errors } from "../errors";
import type { ServerRendering } from "../render-server";
import type { Call } from "../router";
import { statusLink } from "../wire";

/** The group that a path names, unless archived ones are hidden [INF]; from the tree the call reads. */
export function visibleGroup({ params, tree, world }: Call): GroupRecord | undefined {
  const group = tree.group(params.groupId ?? "");
  return group && isHidden(group, world) ? undefined : group;
}

/** The same among the groups as they are now: what a change works on. */
export function currentGroup({ params, world }: Call): GroupRecord | undefined {
  const group = world.store.tree.group(params.groupId ?? "");
  return group && isHidden(group, world) ? undefined : group;
}

function isHidden({ status }: GroupRecord, { options }: Call["world"]): boolean {
  return options.archivedGroups === "hidden" && status === "archived";
}

/** Whether it takes groups and servers: Archive, Templates, and what is archived or about to be do not. */
export function takesMembers({ id, kind, status }: GroupRecord, { operations }: Call["world"]): boolean {
  return status === "active" && (kind === "root" || kind === "default") && !operations.isInFlight(id);
}

/** The same, where there is a group at all and it is in this data center [INF]. */
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

/** Puts the change of one server into the queue; 202 with a bare link [REC]. It has to be active and not busy. */
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

/** The one user, now. */
export function changer({ options }: Call["world"]): Change {
  return { userName: options.username, at: options.clock() };
}

/** What the rendering of groups and servers needs to know of a call. */
export function rendering({ permissions, world }: Call): Omit<ServerRendering, "place"> {
  const { alias, customFields } = world.store.account;
  return { account: alias.toLowerCase(), permissions, customFields };
}

/** The entry of a server that was put into the queue [REC]. */
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
