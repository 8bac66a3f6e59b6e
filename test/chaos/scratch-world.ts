import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_SETTLE_MS } from "../../lib/archival/order";
import type { ActionName } from "../../lib/archival/platform";
import { CtlClient } from "../../lib/ctl/client";
import { CtlEmulator, type FaultHandle } from "../../lib/emulator";
import { reporterFor } from "../../lib/hook/reporter";
import { archiveTask, performWith, restoreTask } from "../../lib/hook/task";
import { FileTokenCache } from "../../lib/store/file-token-cache";
import { FileLock } from "../../lib/store/lock/file-lock";
import type { Processes } from "../../lib/store/lock/process-identity";
import { storeFrom } from "../../lib/store/memory";
import { KillSwitch } from "../archival/support/kill-switch";
import { LossyGateway } from "../hook/lossy-gateway";
import type { RunPlan, Trial } from "./trial";

export const GROUP_ID = "c4a05c4a05c4a05c4a05c4a05c4a05c4";
export const PASSWORD = "Tr0ub4dor&3-chaos";
const SUB_GROUP_ID = "c4a05c4a05c4a05c4a05c4a05c4a05c5";
const ORDER = {
  accountAlias: "ALTD",
  groupId: GROUP_ID,
  /** Shorter than the longest job, so that deadlines pass as well. */
  timeoutMs: 20 * 60_000,
  settleMs: DEFAULT_SETTLE_MS,
};

/** How a run ended: with its exit code, or dead. */
export interface Ran {
  readonly verb: ActionName;
  readonly elsewhere: boolean;
  readonly code: number | "killed";
  readonly text: string;
  /** What the group was when the run had ended. */
  readonly status: string | undefined;
}

/** One account on the emulator, one state directory, and a clock that nobody waits for. */
export class ScratchWorld {
  private time = Date.parse("2015-07-14T13:47:58Z");
  private faults: FaultHandle[] = [];
  private pids = 100;
  private readonly living = new Set<number>();
  /** Ids of all servers that the group has from the beginning. */
  private readonly serverIds: readonly string[];

  private constructor(
    readonly emulator: CtlEmulator,
    /** What this machine keeps. */
    readonly state: string,
    /** What the other machine keeps. */
    readonly stateElsewhere: string,
    /** Only where something goes wrong with it: it takes time. */
    readonly gateway: LossyGateway | undefined,
    private readonly maxServers: number | undefined,
  ) {
    this.serverIds = [GROUP_ID, SUB_GROUP_ID].flatMap(
      (id) => emulator.group(id)?.servers.map((server) => server.id) ?? [],
    );
  }

  static async create(trial: Trial): Promise<ScratchWorld> {
    let world: ScratchWorld | undefined;
    const names = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `${prefix}${index}` }));
    const emulator = await CtlEmulator.start({
      clock: () => world?.time ?? 0,
      password: PASSWORD,
      archivedGroups: trial.hidden ? "hidden" : "visible",
      doubleSubmission: trial.doubleSubmission,
      tokenTtlMs: trial.tokenMinutes * 60_000,
      account: {
        alias: "ALTD",
        dataCenters: [
          {
            id: "DE1",
            name: "DE1",
            groups: [
              {
                id: GROUP_ID,
                name: "Chaos",
                servers: names("top", trial.servers),
                groups: [{ id: SUB_GROUP_ID, name: "Below", servers: names("sub", trial.serversBelow) }],
              },
            ],
          },
        ],
      },
    });
    const folder = (): Promise<string> => mkdtemp(join(tmpdir(), "archived-group-chaos-"));
    const gateway = trial.acts.some(({ act }) => act === "gateway")
      ? await LossyGateway.start(emulator.url)
      : undefined;
    world = new ScratchWorld(emulator, await folder(), await folder(), gateway, trial.maxServers);
    for (const timeline of trial.timelines) emulator.nextTimeline(timeline);
    for (const timeline of trial.restoreTimelines) emulator.nextTimeline(timeline, "restoreGroup");
    world.faults = trial.faults.map((fault) => emulator.fault(fault));
    return world;
  }

  async end(): Promise<void> {
    await this.gateway?.stop();
    await this.emulator.stop();
    await remove(this.state);
    await remove(this.stateElsewhere);
  }

  pass(seconds: number): void {
    this.time += seconds * 1_000;
  }

  calmDown(): void {
    for (const fault of this.faults) fault.remove();
    this.gateway?.calm();
  }

  get status(): string | undefined {
    return this.emulator.group(GROUP_ID)?.status;
  }

  get isArchived(): boolean {
    return this.status === "archived";
  }

  /** Whether there are servers that were in the group, and each of them is still somewhere. */
  get hasAllServers(): boolean {
    const { serverIds } = this;
    return serverIds.length > 0 && serverIds.every((id) => this.emulator.server(id) !== undefined);
  }

  deleteServers(many: number): void {
    const left = this.serverIds.filter((id) => this.emulator.server(id) !== undefined);
    for (const id of left.slice(0, many)) this.emulator.deleteServer(id);
  }

  /** Everything below the state directory: a lost disk, another runner. */
  async loseState(): Promise<void> {
    for (const name of await readdir(this.state)) await remove(join(this.state, name));
  }

  async breakFiles(folder: string): Promise<void> {
    for (const path of await this.files(folder)) await writeFile(path, '{"version":');
  }

  /** What this machine keeps in a folder, or the other one. */
  async files(folder: string, state = this.state): Promise<string[]> {
    const names = await readdir(join(state, folder)).catch(() => []);
    return names.map((name) => join(state, folder, name));
  }

  /** The hook, as Terraform runs it, in a process of its own as far as its lock can tell. */
  async run({ verb, targeted, elsewhere, killAt }: RunPlan): Promise<Ran> {
    const { emulator } = this;
    const url = this.gateway?.url ?? emulator.url;
    const state = elsewhere ? this.stateElsewhere : this.state;
    const pid = this.pids++;
    this.living.add(pid);
    const killSwitch = new KillSwitch(killAt || undefined);
    const env = {
      ARCHIVED_GROUP_STATE_DIR: state,
      CLC_USERNAME: emulator.username,
      CLC_PASSWORD: PASSWORD,
    };
    const login = { username: emulator.username, password: PASSWORD };
    let text = "";
    const output = {
      write: (more: string) => {
        text += more;
      },
      isTerminal: false,
    };
    const clock = {
      now: () => this.time,
      sleep: async (ms: number) => {
        this.time += ms;
        await new Promise(setImmediate);
      },
    };
    const reporter = reporterFor("text", output, clock.now, env);
    const memory = storeFrom(env).memoryOf(ORDER, url, (sentence) => reporter.note(`warning: ${sentence}`));
    const lock = new FileLock(join(state, "locks", "group"), this.processesOf(pid));
    const platform = new CtlClient({
      endpoint: url,
      credentials: { login },
      timeoutMs: 150,
      tokenCache: new FileTokenCache(state, clock, Math.random, this.time),
      onLogin: (userName) => reporter.note(`logged in as ${userName}`),
    });
    const means = {
      platform: inSteps(platform, killSwitch),
      journal: inSteps(memory.journal, killSwitch),
      receipts: inSteps(memory.receipts, killSwitch),
      lock: inSteps(lock, killSwitch),
    };
    const around = {
      env,
      output,
      clock,
      random: Math.random,
      byTerraform: true,
      logFormat: "text" as const,
      isOrphan: () => false,
      atExit: () => {},
    };
    const restoreOrder = {
      ...ORDER,
      onlyOurs: !targeted,
      servers: [],
      ...(targeted && { targetGroupId: emulator.rootGroup("DE1").id }),
    };
    const archiveOrder = { ...ORDER, ...(this.maxServers !== undefined && { maxServers: this.maxServers }) };
    const task = verb === "archive" ? archiveTask(archiveOrder) : restoreTask(restoreOrder);
    const code = await killSwitch.survive(performWith(means, task, around, reporter));
    this.living.delete(pid);
    return { verb, elsewhere, code, text, status: this.status };
  }

  private processesOf(pid: number): Processes {
    return {
      own: { pid, host: "chaos", startTime: String(pid), boot: "one", pidNamespace: "pid:[1]" },
      startTimeOf: (other) => (this.living.has(other) ? String(other) : undefined),
      exists: (other) => this.living.has(other),
      uptimeMs: () => 3_600_000,
    };
  }
}

/** A run that was killed here may still have a write under way, unlike a process. */
function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, maxRetries: 5 });
}

/** Has every asynchronous method of an object count as a step before it and one after it. */
function inSteps<T extends object>(target: T, killSwitch: KillSwitch): T {
  return new Proxy(target, {
    get(_, key) {
      const value = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const call = async () => {
          await killSwitch.step();
          const result = await Reflect.apply(value, target, args);
          await killSwitch.step();
          return result;
        };
        return call();
      };
    },
  });
}
