import type { ServerRecord } from "../../account/model";
import { type Answer, withFloats } from "../answer";
import { errors } from "../errors";
import { renderServer, serverUuid } from "../render-server";
import type { Call, Route } from "../router";
import { notQueued, onServer, queued, rendering, serverJob } from "./shared";

/**
 * GET /v2/servers/{account}/{serverId} [REC ×178]; an unknown one gets 404 without a body [REC]. With
 * `uuid=True`, the id may be the one in the answer to Create Server [REC ×14].
 */
export const getServer: Route = {
  name: "getServer",
  method: "GET",
  path: "/v2/servers/:account/:serverId",
  handle(call) {
    const { params, tree } = call;
    const id = params.serverId ?? "";
    const server =
      tree.server(id) ?? (call.query.get("uuid")?.toLowerCase() === "true" ? byUuid(call, id) : undefined);
    if (!server) return errors.notFound();
    return { status: 200, text: withFloats(renderServer(server, { ...rendering(call), place: "own" })) };
  },
};

/**
 * GET /v2/servers/{account}/{serverId}/credentials [CODE]. Ansible requests them whenever it reads a server
 * [RUN]. The password is made up and says so.
 */
export const serverCredentials: Route = {
  name: "getServer",
  method: "GET",
  path: "/v2/servers/:account/:serverId/credentials",
  handle({ params, tree, permissions }) {
    const server = tree.server(params.serverId ?? "");
    // Only active servers carry the link [REC].
    if (server?.status !== "active") return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const userName = server.osType.startsWith("Windows") ? "administrator" : "root";
    return { status: 200, body: { userName, password: `no-real-password-of-${server.id}` } };
  },
};

/** DELETE /v2/servers/{account}/{serverId} [DOC]; archived servers have a `delete` link [REC]. */
export const deleteServer: Route = {
  name: "deleteServer",
  method: "DELETE",
  path: "/v2/servers/:account/:serverId",
  handle({ params, permissions, world }) {
    const { options, store, operations } = world;
    const server = store.tree.server(params.serverId ?? "");
    if (!server) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const isSettled = server.status === "active" || server.status === "archived";
    if (!isSettled || operations.isServerInFlight(server.id)) {
      return { status: options.nothingQueuedStatus, body: notQueued(server.id, "invalid") };
    }
    const { id } = operations.accept(
      { kind: "deleteServer", queuedAs: "queuedForDelete", server: (record) => store.deleteServer(record) },
      { locationId: server.locationId, servers: [server] },
    );
    return { status: 202, body: queued(store.account.alias, server.id, id) };
  },
};

const SNAPSHOT = "/v2/servers/:account/:serverId/snapshots/:snapshot";

/** Deletes or restores a snapshot: a job, and 200 with a bare link [REC ×6 each]. */
export const snapshots: readonly Route[] = [
  {
    name: "snapshot",
    method: "DELETE",
    path: SNAPSHOT,
    handle: (call) =>
      onSnapshot(call, "deleteSnapshot", (server, number) => {
        server.snapshots = server.snapshots.filter((one) => one.number !== number);
      }),
  },
  {
    // It would restore only what is on the disks, which is not emulated.
    name: "snapshot",
    method: "POST",
    path: `${SNAPSHOT}/restore`,
    handle: (call) => onSnapshot(call, "restoreSnapshot", () => {}),
  },
];

function onSnapshot(
  call: Call,
  kind: "deleteSnapshot" | "restoreSnapshot",
  work: (server: ServerRecord, number: number) => void,
): Answer {
  return onServer(call, (server) => {
    const found = server.snapshots.find(({ number }) => String(number) === call.params.snapshot);
    if (!found) return errors.notFound();
    const answer = serverJob(call, server, kind, (record) => work(record, found.number));
    return answer.status === 202 ? { ...answer, status: 200 } : answer;
  });
}

function byUuid({ tree, world }: Call, uuid: string) {
  const { alias } = world.store.account;
  return [...tree.servers.values()].find(({ id }) => serverUuid(id, alias) === uuid.toLowerCase());
}
