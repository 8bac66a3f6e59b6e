import type { PowerState, ServerRecord } from "../../account/model";
import type { RouteName } from "../../common/route-names";
import type { Work } from "../../queue/operation";
import type { OperationKind } from "../../queue/timeline";
import { fieldsOf } from "../body";
import type { Call } from "../router";
import { changer } from "./shared";

/** Whether an operation can start for a server, cannot, or has nothing to do. */
export type Verdict = "go" | "invalid" | "already";

/** What a request wants done, and for which servers. */
export interface Order {
  /** In lower case, without duplicates, sorted by id [INF]: the answer is not in the order of the request [REC]. */
  readonly ids: readonly string[];
  judge(server: ServerRecord): Verdict;
  /** Does it to one server. */
  work(server: ServerRecord): unknown;
}

/** An operation on a list of servers. */
export interface ServerOperation {
  readonly name: RouteName;
  readonly kind: OperationKind;
  /** The last part of the path. */
  readonly verb: string;
  readonly queuedAs?: Work["queuedAs"];
  /** @returns `undefined` if the body names no servers */
  read(json: unknown, call: Call): Order | undefined;
}

/** Every verb, with how its body is read. */
export const listVerbs: readonly ServerOperation[] = [
  {
    name: "archiveServers",
    kind: "archiveServers",
    verb: "archive",
    queuedAs: "queuedForArchive",
    read: (json, { world }) =>
      order(json, {
        judge: ({ status }) => (status === "archived" ? "already" : status === "active" ? "go" : "invalid"),
        work: (server) => world.store.archiveServer(server),
      }),
  },
  power("powerOn", ["stopped", "paused"], "started"),
  power("powerOff", ["started", "paused"], "stopped"),
  power("shutDown", ["started"], "stopped"),
  power("pause", ["started"], "paused"),
  power("reboot", ["started"], "started"),
  power("reset", ["started"], "started"),
  {
    ...maintenance("startMaintenance"),
    read: (json) =>
      order(
        json,
        maintain(() => true),
      ),
  },
  {
    ...maintenance("stopMaintenance"),
    read: (json) =>
      order(
        json,
        maintain(() => false),
      ),
  },
  {
    // [DOC] `{"servers":[{"id","inMaintenanceMode"}]}`: one mode for each server.
    ...maintenance("setMaintenance"),
    read: (json) => {
      const wanted = readModes(json);
      return (
        wanted &&
        order(
          [...wanted.keys()],
          maintain(({ id }) => wanted.get(id) === true),
        )
      );
    },
  },
  {
    name: "createSnapshot",
    kind: "createSnapshot",
    verb: "createSnapshot",
    read: readSnapshotOrder,
  },
];

function order(json: unknown, { judge, work }: Omit<Order, "ids">): Order | undefined {
  if (!Array.isArray(json) || json.length === 0 || !json.every((id) => typeof id === "string")) {
    return undefined;
  }
  return { ids: [...new Set((json as string[]).map((id) => id.toLowerCase()))].sort(), judge, work };
}

function power(verb: OperationKind, from: readonly PowerState[], to: PowerState): ServerOperation {
  return {
    name: "powerServers",
    kind: verb,
    verb,
    read: (json) =>
      order(json, {
        judge({ status, powerState }) {
          if (status !== "active") return "invalid";
          if (from.includes(powerState)) return "go";
          return powerState === to ? "already" : "invalid";
        },
        work: (server) => Object.assign(server, { powerState: to }),
      }),
  };
}

function maintenance(verb: OperationKind): Pick<ServerOperation, "name" | "kind" | "verb"> {
  return { name: "powerServers", kind: verb, verb };
}

function maintain(isWanted: (server: ServerRecord) => boolean): Omit<Order, "ids"> {
  return {
    judge: (server) => {
      if (server.status !== "active") return "invalid";
      return server.inMaintenanceMode === isWanted(server) ? "already" : "go";
    },
    work: (server) => Object.assign(server, { inMaintenanceMode: isWanted(server) }),
  };
}

function readModes(json: unknown): Map<string, boolean> | undefined {
  const servers = fieldsOf(json).get("servers");
  if (!Array.isArray(servers)) return undefined;
  const modes = servers.map((server) => {
    const fields = fieldsOf(server);
    return [String(fields.get("id")).toLowerCase(), fields.get("inmaintenancemode")] as const;
  });
  const isRead = (one: readonly [string, unknown]): one is readonly [string, boolean] =>
    typeof one[1] === "boolean";
  return modes.every(isRead) ? new Map(modes) : undefined;
}

/** `{"serverIds","snapshotExpirationDays"}` [REC], 1 to 10 days [DOC]. In the emulator snapshots do not expire. */
function readSnapshotOrder(json: unknown, { world }: Call): Order | undefined {
  const fields = fieldsOf(json);
  const days = Number(fields.get("snapshotexpirationdays"));
  if (!(Number.isInteger(days) && days >= 1 && days <= 10)) return undefined;
  const { at } = changer(world);
  return order(fields.get("serverids"), {
    judge: ({ status }) => (status === "active" ? "go" : "invalid"),
    work: (server) => world.store.addSnapshot(server, at),
  });
}
