import type { ActionName, Group, Operation, Platform, Server } from "../../../lib/archival/platform";
import type { Clock } from "../../../lib/archival/ports";
import { groupStateOf, type Progress, queueStateOf, serverStateOf } from "../../../lib/archival/states";
import type { Target } from "../../../lib/archival/target";
import { KillSwitch } from "./kill-switch";

export const GROUP_ID = "2a5c0b9662cf4fc8bf6180f139facdc0";
const MINUTE = 60_000;
const ASLEEP = ["archived", "queuedForRestore"];

export type Call = "group" | "server" | "archivedServers" | "isAnswering" | "archive" | "restore" | "status";

interface Job extends Operation {
  readonly action: ActionName;
  readonly acceptedAt: number;
  readonly timeline: readonly Step[];
  readonly serverIds: readonly string[];
  ended: boolean;
}

interface Step {
  readonly atMs: number;
  readonly word: string;
}

/** One group with a sub-group, its servers, and a queue that is driven by the clock. */
export class FakePlatform implements Platform {
  readonly endpoint = "https://ctl.example";
  actor: string | undefined;
  /** Every request: what and when. */
  readonly calls: { readonly call: Call; readonly at: number }[] = [];
  /** Every archive and every restore that was accepted. */
  readonly jobs: Job[] = [];
  /** Where each restore was asked to go. */
  readonly targets: string[] = [];

  /** What the next job goes through, in ms since it was accepted. */
  timeline: Step[] = [
    { atMs: 0, word: "notStarted" },
    { atMs: 15_000, word: "executing" },
    { atMs: 30_000, word: "resumed" },
    { atMs: MINUTE, word: "succeeded" },
  ];
  /** Archived servers that are not seen where archived ones are kept. */
  unkept: ReadonlySet<string> = new Set();
  /** Whether archived groups and servers cannot be read any more. */
  hides = false;
  /** Whether something on the way answers 404 to every read. */
  lost = false;
  /** Which of the requests for the group are answered as if there were none, counted from 1. */
  misses: readonly number[] = [];
  /** How long reads of groups and servers show what was before the end of a job. */
  lagMs = 0;
  /** Runs before a request is carried out; throws instead of an answer. */
  before: (call: Call, nth: number) => void = () => {};
  /** Runs after it was carried out; throws when the answer gets lost. */
  after: (call: Call, nth: number) => void = () => {};
  killSwitch = new KillSwitch();

  state: Group;
  private readonly servers = new Map<string, string>();
  private shown: { until: number; servers: Map<string, string>; status: string } | undefined;

  constructor(
    private readonly clock: Clock,
    servers: Readonly<Record<string, string>> = { web01: "active", web02: "active", db01: "active" },
  ) {
    for (const [id, status] of Object.entries(servers)) this.servers.set(id, status);
    this.state = {
      id: GROUP_ID,
      name: "Web Applications",
      status: "active",
      state: "active",
      type: "default",
      archivable: true,
      parentId: "root",
      servers: [],
      groups: [],
    };
  }

  count(call: Call): number {
    return this.calls.filter((made) => made.call === call).length;
  }

  set(server: string, status: string): void {
    this.servers.set(server, status);
  }

  /** Somebody has deleted it. */
  delete(server: string): void {
    this.servers.delete(server);
  }

  change(group: Partial<Omit<Group, "state">>): void {
    const { status = this.state.status } = group;
    this.state = { ...this.state, ...group, state: groupStateOf(status) };
  }

  /** Somebody has restored it: everything is active again, and the jobs so far are history. */
  restoreByHand(): void {
    this.change({ status: "active" });
    for (const id of this.servers.keys()) this.servers.set(id, "active");
    for (const job of this.jobs) job.ended = true;
  }

  group(): Promise<Group | undefined> {
    return this.request("group", () => {
      const { servers, status } = this.view();
      if (this.lost) return undefined;
      if (this.misses.includes(this.count("group"))) return undefined;
      if (this.hides && status === "archived") return undefined;
      // As recorded, an archived server leaves its group for the "Archive" group of the data center.
      const inTree = [...servers]
        .filter(([, word]) => !ASLEEP.includes(word))
        .map(([id]) => toServer(id, servers));
      const sub: Group = {
        ...this.state,
        id: "sub",
        name: "Databases",
        servers: inTree.filter(isDatabase),
        groups: [],
      };
      return {
        ...this.state,
        status,
        state: groupStateOf(status),
        servers: inTree.filter((server) => !isDatabase(server)),
        groups: [sub],
      };
    });
  }

  server(_alias: string, id: string): Promise<Server | undefined> {
    return this.request("server", () => {
      const { servers } = this.view();
      const word = servers.get(id);
      return this.lost || word === undefined || (this.hides && word === "archived")
        ? undefined
        : toServer(id, servers);
    });
  }

  archivedServers(_alias: string, ids: readonly string[]): Promise<readonly Server[]> {
    return this.request("archivedServers", () => {
      const { servers } = this.view();
      const kept = ids.filter((id) => ASLEEP.includes(servers.get(id) ?? "") && !this.unkept.has(id));
      return this.lost || this.hides ? [] : kept.map((id) => toServer(id, servers));
    });
  }

  isAnswering(): Promise<boolean> {
    return this.request("isAnswering", () => !this.lost);
  }

  archive(): Promise<Operation> {
    return this.request("archive", () => {
      const live = [...this.servers].filter(([, word]) => word !== "archived").map(([server]) => server);
      return this.queue("archive", live, "queuedForArchive");
    });
  }

  restore(_target: Target, targetGroupId: string): Promise<Operation> {
    return this.request("restore", () => {
      this.targets.push(targetGroupId);
      const asleep = [...this.servers].filter(([, word]) => word === "archived").map(([server]) => server);
      return this.queue("restore", asleep, "queuedForRestore");
    });
  }

  progress(_alias: string, { id }: Operation): Promise<Progress | undefined> {
    return this.request("status", () => {
      const job = this.jobs.find((known) => known.id === id);
      const step = job?.timeline.findLast(({ atMs }) => atMs <= this.clock.now() - job.acceptedAt);
      return this.lost || !step ? undefined : { state: queueStateOf(step.word), word: step.word };
    });
  }

  private queue(action: ActionName, serverIds: string[], queuedAs: string): Operation {
    for (const server of serverIds) this.servers.set(server, queuedAs);
    const id = `de1-${81_787 + this.jobs.length}`;
    const operation = { id, href: `/v2/operations/altd/status/${id}` };
    const { timeline } = this;
    this.jobs.push({
      ...operation,
      action,
      acceptedAt: this.clock.now(),
      timeline,
      serverIds,
      ended: false,
    });
    return operation;
  }

  private async request<T>(call: Call, carryOut: () => T): Promise<T> {
    await this.killSwitch.step();
    this.calls.push({ call, at: this.clock.now() });
    const nth = this.count(call);
    this.before(call, nth);
    this.catchUp();
    const answer = carryOut();
    this.after(call, nth);
    await this.killSwitch.step();
    return answer;
  }

  private catchUp(): void {
    for (const job of this.jobs) {
      const end = job.timeline.find(({ word }) => /^(succeeded|failed)$/i.test(word));
      if (job.ended || !end || this.clock.now() < job.acceptedAt + end.atMs) continue;
      job.ended = true;
      this.shown = {
        until: job.acceptedAt + end.atMs + this.lagMs,
        servers: new Map(this.servers),
        status: this.state.status,
      };
      const failed = end.word.toLowerCase() === "failed";
      const done = failed ? job.serverIds.slice(0, Math.floor(job.serverIds.length / 2)) : job.serverIds;
      const [before, after] = job.action === "archive" ? ["active", "archived"] : ["archived", "active"];
      for (const id of job.serverIds.filter((one) => this.servers.has(one))) {
        this.servers.set(id, done.includes(id) ? after : before);
      }
      if (!failed) this.change({ status: after });
    }
  }

  private view(): { servers: Map<string, string>; status: string } {
    const lags = this.shown && this.clock.now() < this.shown.until;
    return lags && this.shown ? this.shown : { servers: this.servers, status: this.state.status };
  }
}

function toServer(id: string, servers: ReadonlyMap<string, string>): Server {
  const status = servers.get(id) ?? "active";
  return { id, name: id, status, state: serverStateOf(status) };
}

function isDatabase({ id }: Server): boolean {
  return id.startsWith("db");
}
