import type { GroupRecord, ServerRecord, ServerStatus } from "../account/model";
import type { Store } from "../account/store";
import { Tree } from "../account/tree";
import type { EventLog } from "../events";
import type { Operation, Targets, Work } from "./operation";
import {
  checkTimeline,
  endOf,
  type OperationKind,
  statusAt,
  type Timeline,
  type TimelineContext,
  workStartsAt,
} from "./timeline";

/** Something that will happen at `atMs` of an operation's timeline. */
interface Due {
  readonly operation: Operation;
  readonly atMs: number;
  readonly happen: (at: number) => void;
}

/** A group archive takes these; what is about to be deleted stays so. */
const ARCHIVABLE: ReadonlySet<ServerStatus> = new Set(["active", "queuedForArchive"]);

/** [REC] The number of a recorded status id; the next ones count up, per data center. */
const FIRST_NUMBER = 81_787;
/** How many operations that have ended the queue still knows [INF]; the oldest are forgotten first. */
const MOST_ENDED = 10_000;

/**
 * The queue. It has no timers: whoever asks first lets it catch up with what is due by then, so a job of
 * four hours takes a millisecond when the clock is moved by hand.
 */
export class Operations {
  private readonly all = new Map<string, Operation>();
  private readonly inFlight = new Set<Operation>();
  private readonly nextNumber = new Map<string, number>();
  private readonly ended: string[] = [];
  private due: Due[] = [];
  private lastFinished: Operation | undefined;

  /**
   * @param clock epoch milliseconds
   * @param speed how many timeline milliseconds pass in one of the clock
   * @param nextTimeline the timeline of the next operation
   */
  constructor(
    private readonly store: Store,
    private readonly log: EventLog,
    private readonly clock: () => number,
    private readonly speed: number,
    private readonly nextTimeline: (context: TimelineContext) => Timeline,
  ) {}

  /** By status id, in any case. */
  get(id: string): Operation | undefined {
    return this.all.get(id.toLowerCase());
  }

  /** The latest operations first, those that have not ended before all others. */
  latest(most: number): Operation[] {
    const all = [...this.all.values()].reverse();
    const running = all.filter((operation) => this.inFlight.has(operation));
    return [...running, ...all.filter((operation) => !this.inFlight.has(operation))].slice(0, most);
  }

  status(operation: Operation): string {
    return statusAt(operation.timeline, this.elapsed(operation));
  }

  /** Whether an operation that has not ended covers this group. */
  isInFlight(groupId: string): boolean {
    return [...this.inFlight].some(({ groupIds }) => groupIds.includes(groupId));
  }

  /** Whether an operation that has not ended has to do with this server. */
  isServerInFlight(serverId: string): boolean {
    return [...this.inFlight].some(({ serverIds }) => serverIds.includes(serverId));
  }

  /** Archives a group: its servers one after the other, then its sub-groups, then the group itself. */
  archiveGroup(group: GroupRecord): Operation {
    const groups = this.store.tree.subtree(group.id);
    const servers = this.store.tree.serversOf(groups).filter(({ status }) => ARCHIVABLE.has(status));
    return this.accept(
      { ...this.archiving("archiveGroup"), groups: (all) => this.store.archiveGroups(all) },
      { locationId: group.locationId, groups, servers },
    );
  }

  /** Archives single servers of one data center, in one job [REC]. */
  archiveServers(servers: readonly ServerRecord[], timeline?: Timeline): Operation {
    return this.accept(
      this.archiving("archiveServers"),
      { locationId: servers[0]?.locationId ?? "", servers },
      timeline,
    );
  }

  /** Puts an operation into the queue: from here on it happens. */
  accept(work: Work, { locationId, groups = [], servers }: Targets, scripted?: Timeline): Operation {
    const { kind } = work;
    const timeline = checkTimeline(
      scripted ?? this.nextTimeline({ operation: kind, servers: servers.length }),
    );
    const operation: Operation = {
      kind,
      id: this.nextId(locationId),
      groupId: groups[0]?.id,
      acceptedAt: this.clock(),
      timeline,
      groupIds: groups.map(({ id }) => id),
      serverIds: servers.map(({ id }) => id),
      work,
      before: structuredClone({ groups: [...groups], servers: [...servers] }),
    };
    this.all.set(operation.id, operation);
    this.inFlight.add(operation);
    if (work.queuedAs) for (const server of servers) server.status = work.queuedAs;
    this.due.push(...this.plan(operation));
    this.due.sort((a, b) => this.moment(a) - this.moment(b));
    return operation;
  }

  /** Whatever operations were still going to do to this group does not happen any more. */
  forget(groupId: string): void {
    for (const operation of this.inFlight) {
      if (!operation.groupIds.includes(groupId)) continue;
      this.end(operation);
      this.due = this.due.filter((due) => due.operation !== operation);
    }
  }

  /** Lets everything happen that is due by now, in order. */
  catchUp(): void {
    for (let next = this.due[0]; next && this.elapsed(next.operation) >= next.atMs; next = this.due[0]) {
      this.due.shift();
      next.happen(this.moment(next));
    }
  }

  /** The account as it was before the last operation that finished, or before the last one if none has. */
  staleTree(): Tree {
    const { groups, servers } = this.store.tree;
    const before = (this.lastFinished ?? [...this.all.values()].at(-1))?.before;
    const older = <T extends { id: string }>(current: ReadonlyMap<string, T>, records: readonly T[] = []) =>
      new Map([...current, ...records.map((record) => [record.id, record] as const)]);
    return new Tree(older(groups, before?.groups), older(servers, before?.servers));
  }

  private archiving(kind: OperationKind): Work {
    return { kind, queuedAs: "queuedForArchive", server: (server) => this.store.archiveServer(server) };
  }

  /** The work first and the status after it, so that `succeeded` never comes before what it stands for. */
  private plan(operation: Operation): Due[] {
    const { timeline, serverIds } = operation;
    const end = endOf(timeline);
    const due: Due[] = [];
    if (end) {
      const start = workStartsAt(timeline) ?? end.atMs;
      const servers =
        end.status === "failed" ? serverIds.slice(0, Math.floor(serverIds.length / 2)) : serverIds;
      servers.forEach((id, index) => {
        const atMs = start + ((end.atMs - start) * (index + 1)) / (servers.length + 1);
        due.push({ operation, atMs, happen: (at) => this.turn(operation, id, at) });
      });
      due.push({ operation, atMs: end.atMs, happen: (at) => this.finish(operation, end.status, at) });
    }
    for (const { status, atMs } of timeline) {
      due.push({ operation, atMs, happen: (at) => this.logStatus(operation, status, at) });
    }
    return due;
  }

  private turn({ work }: Operation, id: string, at: number): void {
    const server = this.store.tree.server(id);
    // Something else has been done to it meanwhile.
    if (server?.status !== (work.queuedAs ?? "active")) return;
    work.server?.(server);
    const status = this.store.tree.server(id) ? server.status : "deleted";
    this.log.add({ kind: "server", id, status }, at);
  }

  private finish(operation: Operation, status: string, at: number): void {
    this.end(operation);
    delete this.lastFinished?.before;
    this.lastFinished = operation;
    if (status === "failed") {
      this.release(operation);
      return;
    }
    const groups = operation.groupIds.flatMap((id) => this.store.tree.group(id) ?? []);
    operation.work.groups?.(groups);
    // Sub-groups first and the group last, as v1 put it [DOC].
    for (const group of groups.reverse()) {
      const status = this.store.tree.group(group.id) ? group.status : "deleted";
      this.log.add({ kind: "group", id: group.id, status }, at);
    }
  }

  private end(operation: Operation): void {
    this.inFlight.delete(operation);
    this.ended.push(operation.id);
    if (this.ended.length > MOST_ENDED) this.all.delete(this.ended.shift() as string);
  }

  /** Servers whose turn did not come in a failed operation are what they were, unless another one has them. */
  private release({ serverIds, work: { queuedAs, failed } }: Operation): void {
    if (!queuedAs) return;
    const claimed = new Set([...this.inFlight].flatMap((other) => other.serverIds));
    for (const id of serverIds) {
      const server = this.store.tree.server(id);
      if (server?.status !== queuedAs || claimed.has(id)) continue;
      if (failed) {
        failed(server);
        continue;
      }
      server.status = server.formerGroupId === undefined ? "active" : "archived";
    }
  }

  private logStatus({ id, kind, groupId }: Operation, status: string, at: number): void {
    this.log.add({ kind: "operation", operation: kind, id, status, groupId }, at);
  }

  private nextId(locationId: string): string {
    const number = this.nextNumber.get(locationId) ?? FIRST_NUMBER;
    this.nextNumber.set(locationId, number + 1);
    return `${locationId.toLowerCase()}-${number}`;
  }

  /** How far it is, in milliseconds of its timeline. */
  elapsed({ acceptedAt }: Operation): number {
    return (this.clock() - acceptedAt) * this.speed;
  }

  private moment({ operation, atMs }: Due): number {
    return operation.acceptedAt + atMs / this.speed;
  }
}
