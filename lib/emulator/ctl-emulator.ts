import { addGroup, addServer } from "./account/from-seed";
import { seedFromStore } from "./account/to-seed";
import { type GroupView, type ServerView, viewGroup, viewServer } from "./account/views";
import { EmulatorError } from "./common/emulator-error";
import type { FaultHandle } from "./faults/plan";
import type { FaultRule } from "./faults/rule";
import { parseFault } from "./faults/text";
import { EmulatorServer, HOST } from "./http/server";
import { type ArchiveAcceptedEvent, describeEvent, type EmulatorEvent } from "./queue/events";
import { NextTimelines } from "./queue/next-timelines";
import type { OperationKind, Timeline } from "./queue/timeline";
import type { AccountSeed, GroupSeed } from "./seed/account";
import type { ServerSeed } from "./seed/server";
import { type EmulatorOptions, type ResolvedOptions, resolveOptions } from "./world/options";
import { createWorld, type World } from "./world/world";

/**
 * An emulated CTL API v2 with one account, on a port of 127.0.0.1, in this process and in memory only.
 *
 * @example
 * let now = Date.now();
 * const emulator = await CtlEmulator.start({ clock: () => now });
 * // … point the program under test at emulator.url, with emulator.username and emulator.password …
 * await emulator.waitFor(({ kind }) => kind === "archive-accepted");
 * now += 4 * 3_600_000; // four hours pass in a millisecond
 * emulator.group(WEB_APPLICATIONS)?.status; // "archived"
 * await emulator.stop();
 */
export class CtlEmulator {
  /**
   * Starts an emulator. Any number of them can run at the same time.
   * @throws PortInUseError if the port is in use
   * @throws EmulatorError if an option or the account is invalid
   */
  static async start(options: EmulatorOptions = {}): Promise<CtlEmulator> {
    const emulator = new CtlEmulator(resolveOptions(options));
    emulator.port = await emulator.http.listen(emulator.options.port);
    return emulator;
  }

  private readonly world: World;
  private readonly http: EmulatorServer;
  private readonly timelines = new NextTimelines();
  private port = 0;

  private constructor(private readonly options: ResolvedOptions) {
    this.world = createWorld(options, this.timelines);
    this.http = new EmulatorServer(this.world);
    for (const fault of options.faults) this.fault(fault);
    const { log: tell } = options;
    if (tell) this.world.log.listen((event) => tell(describeEvent(event)));
  }

  /** The base URL without a path, e.g. "http://127.0.0.1:41234". */
  get url(): string {
    return `http://${HOST}:${this.port}`;
  }

  /** The name of the one user. */
  get username(): string {
    return this.options.username;
  }

  /** The password of the one user. */
  get password(): string {
    return this.options.password;
  }

  /** In upper case, e.g. "ALTD". */
  get accountAlias(): string {
    return this.world.store.account.alias;
  }

  /** Everything that has happened so far, in order. Never contains the password or a token. */
  get events(): readonly EmulatorEvent[] {
    this.world.operations.catchUp();
    return this.world.log.events;
  }

  /** The accepted archives of one group, or of all groups. */
  acceptedArchives(groupId?: string): ArchiveAcceptedEvent[] {
    return this.events.filter(
      (event): event is ArchiveAcceptedEvent =>
        event.kind === "archive-accepted" &&
        (groupId === undefined || event.groupId === groupId.toLowerCase()),
    );
  }

  /**
   * Resolves with the first event that matches, past or future.
   *
   * @param matches which events to wait for
   * @param options `timeoutMs`: how long to wait, in real milliseconds (default 5000)
   * @throws EmulatorError if no such event came in time
   */
  waitFor(
    matches: (event: EmulatorEvent) => boolean,
    { timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {},
  ): Promise<EmulatorEvent> {
    this.world.operations.catchUp();
    return this.world.log.waitFor(matches, timeoutMs, () => this.world.operations.catchUp());
  }

  /** The current state of a group; `undefined` if there is none with this id. */
  group(id: string): GroupView | undefined {
    this.world.operations.catchUp();
    const { tree } = this.world.store;
    const group = tree.group(id);
    return group && viewGroup(tree, group);
  }

  /**
   * The hardware group of a data center. All its other groups are below it.
   *
   * @param dataCenterId e.g. "DE1", in any case
   * @throws EmulatorError if there is no such data center
   */
  rootGroup(dataCenterId: string): GroupView {
    const { tree } = this.world.store;
    const root = tree.group(this.world.store.dataCenter(dataCenterId)?.rootGroupId ?? "");
    if (!root) throw new EmulatorError(`there is no data center ${dataCenterId}`);
    return viewGroup(tree, root);
  }

  /** The current state of a server; `undefined` if there is none with this id. */
  server(id: string): ServerView | undefined {
    this.world.operations.catchUp();
    const server = this.world.store.tree.server(id);
    return server && viewServer(server);
  }

  /**
   * From now on, something goes wrong with the requests that the rule names.
   *
   * @param rule or text as on the command line: `route:effect*times@after`
   * @throws EmulatorError if it can never match, or is no such text
   *
   * @example
   * emulator.fault({ on: "getStatus", times: 3, effect: { kind: "status", status: 503 } });
   * emulator.fault("getStatus:503*3"); // the same
   */
  fault(rule: FaultRule | string): FaultHandle {
    return this.world.faults.add(typeof rule === "string" ? parseFault(rule) : rule);
  }

  /**
   * The next operation of this kind follows this timeline instead of the usual one. Each call is for one
   * operation.
   *
   * @param operation the kind of operation. @default "archiveGroup"
   * @throws EmulatorError if there are no steps, or their times are invalid or out of order
   *
   * @example
   * emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
   */
  nextTimeline(timeline: Timeline, operation: OperationKind = "archiveGroup"): void {
    this.timelines.add(operation, timeline);
  }

  /** Revokes all tokens issued so far: they get 401. */
  revokeTokens(): void {
    this.world.tokens.revokeAll();
  }

  /**
   * Restores a group at once, as if somebody else did it. It goes to its former place, or below another
   * group.
   *
   * @throws EmulatorError if a group is unknown
   */
  restoreGroup(id: string, targetGroupId?: string): GroupView {
    this.world.operations.catchUp();
    const group = this.world.store.tree.requireGroup(id);
    const target =
      targetGroupId === undefined ? undefined : this.world.store.tree.requireGroup(targetGroupId).id;
    this.world.operations.forget(group.id);
    this.world.store.restoreGroup(group, target);
    this.world.log.add({ kind: "group", id: group.id, status: group.status }, this.options.clock());
    return viewGroup(this.world.store.tree, group);
  }

  /**
   * Deletes a server at once, as if somebody else did it. Operations continue without it.
   *
   * @throws EmulatorError if the server is unknown
   */
  deleteServer(id: string): void {
    this.world.operations.catchUp();
    const server = this.world.store.tree.requireServer(id);
    this.world.store.deleteServer(server);
    this.world.log.add({ kind: "server", id: server.id, status: "deleted" }, this.options.clock());
  }

  /**
   * Adds a group with its servers and sub-groups below another group.
   *
   * @throws EmulatorError if the parent is unknown or the id is taken
   *
   * @example
   * const { id } = emulator.addGroup({ parentId: WEB_APPLICATIONS, name: "Canary", servers: [{ name: "can01" }] });
   */
  addGroup(seed: GroupSeed & { readonly parentId: string }): GroupView {
    this.world.operations.catchUp();
    const group = addGroup(this.world.store, seed, this.world.store.tree.requireGroup(seed.parentId).id);
    return viewGroup(this.world.store.tree, group);
  }

  /**
   * Adds a server to a group.
   *
   * @throws EmulatorError if the group is unknown or the id is taken
   */
  addServer(groupId: string, seed: ServerSeed): ServerView {
    this.world.operations.catchUp();
    return viewServer(addServer(this.world.store, seed, this.world.store.tree.requireGroup(groupId).id));
  }

  /**
   * Queues servers of one data center for archiving, as if somebody else did it.
   *
   * @param ids the ids of the servers
   * @param options `archivedAfterMs`: when they are archived, in milliseconds at speed 1 (default never)
   * @returns the status id of the job
   * @throws EmulatorError if a server is unknown
   */
  queueServers(
    ids: readonly string[],
    { archivedAfterMs }: { readonly archivedAfterMs?: number } = {},
  ): string {
    this.world.operations.catchUp();
    const servers = ids.map((id) => this.world.store.tree.requireServer(id));
    const end = archivedAfterMs === undefined ? [] : [{ status: "succeeded", atMs: archivedAfterMs }];
    return this.world.operations.archiveServers(servers, [{ status: "executing", atMs: 0 }, ...end]).id;
  }

  /**
   * The current groups and servers, in the form of `CtlEmulator.start({ account })` and of seed files.
   * Operations in flight are not part of it; archived groups can still be restored.
   */
  snapshot(): AccountSeed {
    this.world.operations.catchUp();
    return seedFromStore(this.world.store);
  }

  /** Stops listening, and closes all connections, including hanging ones. */
  stop(): Promise<void> {
    return this.http.close();
  }
}
