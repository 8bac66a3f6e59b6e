import { storageOf } from "../account/disks";
import type { GroupRecord, ServerRecord } from "../account/model";
import { endOf } from "../queue/timeline";
import type { World } from "../world/world";

/** Nobody reads more rows than this, and browsers get slow. */
const MOST_ROWS = 1_000;
const MOST_OPERATIONS = 20;
const MOST_REQUESTS = 40;
const LONGEST_PATH = 300;

/** What the page shows. It has no password, token, header or body. */
export interface PageState {
  readonly account: string;
  /** By the emulator's clock, as ISO 8601. */
  readonly now: string;
  readonly speed: number;
  readonly groups: readonly PageGroup[];
  /** How many groups and servers are not shown. */
  readonly omitted: number;
  /** Operations in flight first, then the others; in both parts the latest first. */
  readonly operations: readonly PageOperation[];
  /** The latest first. */
  readonly requests: readonly PageRequest[];
}

export interface PageGroup {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly groups: readonly PageGroup[];
  readonly servers: readonly PageServer[];
}

export interface PageServer {
  readonly id: string;
  readonly status: string;
  /** E.g. "started, 2 CPU, 4 GB, 17 GB disk". */
  readonly about: string;
}

export interface PageOperation {
  readonly id: string;
  readonly kind: string;
  /** The group's name, or the ids of servers. */
  readonly target: string;
  readonly status: string;
  readonly elapsedMs: number;
  /** `undefined` if it never ends. */
  readonly endMs: number | undefined;
  readonly steps: readonly { readonly status: string; readonly atMs: number }[];
}

export interface PageRequest {
  /** Counts up, so that the page knows which requests are new. */
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly fault: string | undefined;
}

/** The current content of the page. */
export function pageState(world: World): PageState {
  const { options, operations, store } = world;
  operations.catchUp();
  const rows = { left: MOST_ROWS };
  const groups = roots(world, rows);
  const { size } = store.account.groups;
  return {
    account: store.account.alias,
    now: new Date(options.clock()).toISOString(),
    speed: options.speed,
    groups,
    omitted: size + store.account.servers.size - (MOST_ROWS - rows.left),
    operations: latestOperations(world),
    requests: latestRequests(world),
  };
}

function roots({ store }: World, rows: { left: number }): PageGroup[] {
  const byParent = store.tree.groupsByParent();
  const byGroup = store.tree.serversByGroup();
  const take = <T>(records: readonly T[] = []): readonly T[] => {
    const some = records.slice(0, rows.left);
    rows.left -= some.length;
    return some;
  };
  const show = ({ id, name, status }: GroupRecord): PageGroup => ({
    id,
    name,
    status,
    servers: take(byGroup.get(id)).map(showServer),
    groups: take(byParent.get(id)).map(show),
  });
  return take(byParent.get("")).map(show);
}

function showServer(server: ServerRecord): PageServer {
  const { id, status, powerState, cpu, memoryMB } = server;
  const disk = `${storageOf(server)} GB disk`;
  const memory = memoryMB % 1024 === 0 ? `${memoryMB / 1024} GB` : `${memoryMB} MB`;
  return {
    id,
    status,
    about: status === "archived" ? disk : `${powerState}, ${cpu} CPU, ${memory}, ${disk}`,
  };
}

function latestOperations({ operations, store }: World): PageOperation[] {
  return operations.latest(MOST_OPERATIONS).map((operation) => {
    const { id, kind, groupId, serverIds, timeline } = operation;
    const group = groupId === undefined ? undefined : (store.tree.group(groupId)?.name ?? groupId);
    const some = serverIds.slice(0, 3).join(", ");
    return {
      id,
      kind,
      target: group ?? (serverIds.length > 3 ? `${some} and ${serverIds.length - 3} more` : some),
      status: operations.status(operation),
      elapsedMs: operations.elapsed(operation),
      endMs: endOf(timeline)?.atMs,
      steps: timeline.slice(0, 200).map(({ status, atMs }) => ({ status, atMs })),
    };
  });
}

function latestRequests({ log }: World): PageRequest[] {
  const requests: PageRequest[] = [];
  for (let number = log.events.length - 1; number >= 0 && requests.length < MOST_REQUESTS; number--) {
    const event = log.events[number];
    if (event?.kind !== "request") continue;
    const { at, method, path, status, fault } = event;
    requests.push({ number, at, method, path: path.slice(0, LONGEST_PATH), status, fault });
  }
  return requests;
}
