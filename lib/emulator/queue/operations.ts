import type { GroupRecord, ServerRecord, ServerStatus } from "../account/model";
import type { Store } from "../account/store";
import { Tree } from "../account/tree";
import { finishGroups, releaseServers, takeTurn } from "./carry-out";
import type { EventLog } from "./event-log";
import type { Operation, Targets, Work } from "./operation";
import { type Moment, Schedule } from "./schedule";
import { checkTimeline, type OperationKind, statusAt, type Timeline, type TimelineContext } from "./timeline";

/** A group archive takes servers with these statuses, and leaves others alone. */
const ARCHIVABLE: ReadonlySet<ServerStatus> = new Set(["active", "queuedForArchive"]);

/** [REC] The number of a recorded status id. Each data center counts up from it. */
const FIRST_NUMBER = 81_787;
/** How many ended operations the queue remembers [INF]. */
const MOST_ENDED = 10_000;

/** The queue: operations in flight, and the latest that have ended. */
export class Operations {
  private readonly all = new Map<string, Operation>();
  private readonly inFlight = new Set<Operation>();
  private readonly nextNumber = new Map<string, number>();
  private readonly ended: string[] = [];
  private readonly schedule: Schedule;
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
    speed: number,
    private readonly nextTimeline: (context: TimelineContext) => Timeline,
  ) {
    this.schedule = new Schedule(clock, speed, (operation, moment, at) => this.happen(operation, moment, at));
  }

  /** By status id, in any case. */
  get(id: string): Operation | undefined {
    return this.all.get(id.toLowerCase());
  }

  /** Operations in flight first, then the others; in both parts the latest first. */
  latest(most: number): Operation[] {
    const all = [...this.all.values()].reverse();
    const running = all.filter((operation) => this.inFlight.has(operation));
    return [...running, ...all.filter((operation) => !this.inFlight.has(operation))].slice(0, most);
  }

  /** Its current status. */
  status(operation: Operation): string {
    return statusAt(operation.timeline, this.elapsed(operation));
  }

  /** How far it has come, in milliseconds of its timeline. */
  elapsed(operation: Operation): number {
    return this.schedule.elapsed(operation);
  }

  /** Whether an operation in flight works on this group. */
  isInFlight(groupId: string): boolean {
    return [...this.inFlight].some(({ groupIds }) => groupIds.includes(groupId));
  }

  /** Whether an operation in flight works on this server. */
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

  /** Archives servers of one data center, in one job [REC]. */
  archiveServers(servers: readonly ServerRecord[], timeline?: Timeline): Operation {
    return this.accept(
      this.archiving("archiveServers"),
      { locationId: servers[0]?.locationId ?? "", servers },
      timeline,
    );
  }

  /** Puts an operation into the queue. */
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
    this.schedule.add(operation);
    return operation;
  }

  /** Ends every operation on this group, wherever it is. */
  forget(groupId: string): void {
    for (const operation of this.inFlight) {
      if (!operation.groupIds.includes(groupId)) continue;
      this.end(operation);
      this.schedule.drop(operation);
    }
  }

  /** Lets everything happen that is due, in order. */
  catchUp(): void {
    this.schedule.catchUp();
  }

  /** The account as it was before the operation that finished last; if none has, before the latest one. */
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

  private happen(operation: Operation, moment: Moment, at: number): void {
    const { store, log } = this;
    if (moment.kind === "turn") takeTurn(operation, moment.serverId, at, store, log);
    else if (moment.kind === "end") this.finish(operation, moment.status, at);
    else {
      const { id, kind, groupId } = operation;
      log.add({ kind: "operation", operation: kind, id, status: moment.status, groupId }, at);
    }
  }

  private finish(operation: Operation, status: string, at: number): void {
    this.end(operation);
    delete this.lastFinished?.before;
    this.lastFinished = operation;
    if (status === "failed") releaseServers(operation, this.inFlight, this.store);
    else finishGroups(operation, at, this.store, this.log);
  }

  private end(operation: Operation): void {
    this.inFlight.delete(operation);
    this.ended.push(operation.id);
    if (this.ended.length > MOST_ENDED) this.all.delete(this.ended.shift() as string);
  }

  private nextId(locationId: string): string {
    const number = this.nextNumber.get(locationId) ?? FIRST_NUMBER;
    this.nextNumber.set(locationId, number + 1);
    return `${locationId.toLowerCase()}-${number}`;
  }
}
