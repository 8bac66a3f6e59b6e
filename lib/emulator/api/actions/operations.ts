import type { ServerRecord } from "../../account/model";
import type { Answer } from "../answer";
import { readJson } from "../body";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { listVerbs, type Order, type ServerOperation } from "./server-verbs";
import { notQueued, queued } from "./shared";

/** GET /v2/operations/{account}/status/{id} [REC]: only the status, even after a failure. */
export const getStatus: Route = {
  name: "getStatus",
  method: "GET",
  path: "/v2/operations/:account/status/:operationId",
  handle({ params, world: { operations } }) {
    const operation = operations.get(params.operationId ?? "");
    if (!operation) return errors.notFound();
    return { status: 200, body: { status: operations.status(operation) } };
  },
};

/**
 * POST /v2/operations/{account}/servers/{verb}: one entry per server, and one status id for all servers [REC
 * ×28] of a data center [INF].
 */
export const serverOperations: readonly Route[] = listVerbs.map((operation) => ({
  name: operation.name,
  method: "POST",
  path: `/v2/operations/:account/servers/${operation.verb}`,
  handle(call) {
    const order = operation.read(readJson(call.body).json, call);
    if (!order) return errors.invalid();
    return call.permissions.readOnly ? errors.forbidden() : carryOut(call, operation, order);
  },
}));

function carryOut({ world }: Call, { kind, queuedAs }: ServerOperation, { ids, judge, work }: Order): Answer {
  const { options, store, operations } = world;
  const entries = ids.map((id) => {
    const server = store.tree.server(id);
    const isFree = server && !operations.isServerInFlight(server.id);
    return { id, server, verdict: isFree ? judge(server) : "invalid" } as const;
  });
  const going = entries.flatMap(({ server, verdict }) => (server && verdict === "go" ? [server] : []));
  const jobs = new Map<string, string>();
  for (const [locationId, servers] of byDataCenter(going)) {
    const { id } = operations.accept(
      { kind, ...(queuedAs && { queuedAs }), server: work },
      { locationId, servers },
    );
    for (const server of servers) jobs.set(server.id, id);
  }
  return {
    status: jobs.size > 0 ? 200 : options.nothingQueuedStatus,
    body: entries.map(({ id, verdict }) =>
      verdict === "go" ? queued(store.account.alias, id, jobs.get(id) ?? "") : notQueued(id, verdict),
    ),
  };
}

function byDataCenter(servers: readonly ServerRecord[]): Map<string, ServerRecord[]> {
  const map = new Map<string, ServerRecord[]>();
  for (const server of servers) map.set(server.locationId, [...(map.get(server.locationId) ?? []), server]);
  return map;
}
