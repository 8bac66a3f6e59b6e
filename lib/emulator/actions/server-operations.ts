import { readJson } from "../body";
import { errors } from "../errors";
import type { PowerState, ServerRecord } from "../model";
import type { Operation } from "../operations";
import type { Route, RouteName } from "../router";
import type { OperationKind } from "../timeline";
import type { World } from "../world";
import { notQueued, queued } from "./queued";

/** Whether an operation has something to do for a server that is not busy. */
type Verdict = "go" | "invalid" | "already";

interface ServerOperation {
  readonly name: RouteName;
  readonly kind: OperationKind;
  /** The last part of the path. */
  readonly verb: string;
  judge(server: ServerRecord): Verdict;
  accept(world: World, servers: readonly ServerRecord[]): Operation;
}

const archive: ServerOperation = {
  name: "archiveServers",
  kind: "archiveServers",
  verb: "archive",
  judge: ({ status }) => (status === "archived" ? "already" : status === "active" ? "go" : "invalid"),
  accept: ({ operations }, servers) => operations.archiveServers(servers),
};

const operations: readonly ServerOperation[] = [
  archive,
  power("powerOn", ["stopped", "paused"], "started"),
  power("powerOff", ["started", "paused"], "stopped"),
  power("shutDown", ["started"], "stopped"),
  power("pause", ["started"], "paused"),
  power("reboot", ["started"], "started"),
  power("reset", ["started"], "started"),
  maintenance("startMaintenance", true),
  maintenance("stopMaintenance", false),
];

/**
 * POST /v2/operations/{account}/servers/{verb} with a list of server ids: one entry per server, and one status
 * id for all of them [REC]; per data center, as status ids are [INF].
 */
export const serverOperations: readonly Route[] = operations.map((operation) => ({
  name: operation.name,
  method: "POST",
  path: `/v2/operations/:account/servers/${operation.verb}`,
  handle({ body, permissions, world }) {
    const ids = readIds(body);
    if (!ids) return errors.invalid();
    if (permissions.readOnly) return errors.forbidden();
    const { options, store } = world;
    const entries = ids.map((id) => ({ id, verdict: judge(world, operation, id) }));
    const going = entries.flatMap(({ id, verdict }) =>
      verdict === "go" ? (store.tree.server(id) ?? []) : [],
    );
    const jobs = new Map<string, string>();
    for (const location of new Set(going.map(({ locationId }) => locationId))) {
      const servers = going.filter(({ locationId }) => locationId === location);
      const { id } = operation.accept(world, servers);
      for (const server of servers) jobs.set(server.id, id);
    }
    return {
      status: jobs.size > 0 ? 200 : options.nothingQueuedStatus,
      body: entries.map(({ id, verdict }) =>
        verdict === "go" ? queued(store.account.alias, id, jobs.get(id) ?? "") : notQueued(id, verdict),
      ),
    };
  },
}));

/** In lower case, each once, by id: the answer's order is not the request's [REC], which it is not known [INF]. */
function readIds(body: string): string[] | undefined {
  const { json } = readJson(body);
  if (!Array.isArray(json) || json.length === 0 || !json.every((id) => typeof id === "string"))
    return undefined;
  return [...new Set((json as string[]).map((id) => id.toLowerCase()))].sort();
}

function judge({ store, operations }: World, { judge }: ServerOperation, id: string): Verdict {
  const server = store.tree.server(id);
  if (!server || operations.isServerInFlight(server.id)) return "invalid";
  return judge(server);
}

function power(verb: OperationKind, from: readonly PowerState[], to: PowerState): ServerOperation {
  return {
    name: "powerServers",
    kind: verb,
    verb,
    judge({ status, powerState }) {
      if (status !== "active") return "invalid";
      if (from.includes(powerState)) return "go";
      return powerState === to ? "already" : "invalid";
    },
    accept: (world, servers) => change(world, verb, servers, { powerState: to }),
  };
}

function maintenance(verb: OperationKind, on: boolean): ServerOperation {
  return {
    name: "powerServers",
    kind: verb,
    verb,
    judge: ({ status, inMaintenanceMode }) =>
      status !== "active" ? "invalid" : inMaintenanceMode === on ? "already" : "go",
    accept: (world, servers) => change(world, verb, servers, { inMaintenanceMode: on }),
  };
}

function change(
  { operations }: World,
  kind: OperationKind,
  servers: readonly ServerRecord[],
  to: Partial<Pick<ServerRecord, "powerState" | "inMaintenanceMode">>,
): Operation {
  const locationId = servers[0]?.locationId ?? "";
  return operations.accept({ kind, server: (server) => Object.assign(server, to) }, { locationId, servers });
}
