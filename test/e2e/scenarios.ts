import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CtlClient } from "../../lib";
import { type EmulatorOptions, type Timeline, WEB_APPLICATIONS } from "../../lib/emulator";
import { cutOffBesideSibling } from "./cut-off-beside-sibling";
import { savesStateAtOnce } from "./engine";
import { until } from "./processes";
import type { Rehearsal } from "./rehearsal";
import { RemoteState } from "./remote-state";
import type { Finished, Started } from "./run";

/** What one row of docs/operations.md tells, as it really happens. */
export interface Scenario {
  /** @default - a stack with one group and nothing else */
  readonly app?: string;
  readonly emulator?: EmulatorOptions;
  /** Where it does not come about with the engine of this run: what is seen instead, in backquotes. */
  readonly otherwise?: string | undefined;
  /** Brings it about. @returns what the operator sees, and how it ended */
  happen(rehearsal: Rehearsal): Promise<Finished>;
  /** What the operator puts right besides running commands. */
  fix?(rehearsal: Rehearsal): Promise<unknown> | unknown;
  /** How many archives the platform accepts in all. @default 1 */
  readonly accepted?: number;
}

const TARGET = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ALL = Number.POSITIVE_INFINITY;
const REFUSED_LOGIN = {
  kind: "status",
  status: 400,
  body: { message: "We didn't recognize the username or password you entered. Please try again." },
} as const;

/** In real time: long enough for the next apply to find it running. */
const SLOW: EmulatorOptions = {
  speed: 1,
  timeline: steps(["notStarted", 0], ["executing", 250], ["succeeded", 7_000]),
};

/** By the first cell of the row. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "Ctrl-C": cutOff("SIGINT", "the process group"),

  "CI job cancelled": cutOff("SIGTERM", "Terraform"),

  "CI job killed": cutOff("SIGKILL", "the process group"),

  "Terminal or SSH session closed": cutOff("SIGHUP", "the process group"),

  "Terraform killed, but not the hook": cutOff("SIGKILL", "Terraform"),

  "Two applies at the same time": {
    async happen(rehearsal) {
      const { stackFolder } = rehearsal;
      const other = join(rehearsal.folder, "other-stack");
      await cp(stackFolder, other, { recursive: true });
      const first = rehearsal.start("apply");
      await underWay(first);
      const second = rehearsal.start("apply", {}, other);
      await first.finished;
      return second.finished;
    },
  },

  "Runner lost, with its disk": {
    emulator: SLOW,
    async happen(rehearsal) {
      const seen = await cutOff("SIGKILL", "the process group").happen(rehearsal);
      await rm(rehearsal.stateFolder, { recursive: true });
      return seen;
    },
  },

  "Terraform says done, the group is not": {
    app: "test/e2e/apps/with-sibling.ts",
    emulator: { speed: 1, timeline: steps(["notStarted", 0], ["executing", 250], ["succeeded", 12_000]) },
    otherwise: savesStateAtOnce()
      ? undefined
      : "`resuming de1-…, submitted … ago; nothing is sent again`, `was seen archived`",
    async happen(rehearsal) {
      await cutOffBesideSibling(rehearsal);
      return rehearsal.apply();
    },
  },

  "Terraform's state is locked": {
    async happen(rehearsal) {
      const remote = await RemoteState.start();
      rehearsal.atEnd(() => remote.stop());
      const override = { terraform: { backend: { http: remote.backend } } };
      await writeFile(join(rehearsal.stackFolder, "backend_override.tf.json"), JSON.stringify(override));
      await rehearsal.terraform("init", "-reconfigure", "-no-color");
      await cutOff("SIGKILL", "the process group").happen(rehearsal);
      return rehearsal.apply();
    },
  },

  "Password expired while it waits": {
    async happen(rehearsal) {
      const apply = rehearsal.start("apply");
      await underWay(apply);
      const { remove } = rehearsal.emulator.fault({ on: "login", times: ALL, effect: REFUSED_LOGIN });
      rehearsal.emulator.revokeTokens();
      const seen = await apply.finished;
      remove();
      return seen;
    },
  },

  "Network down before anything is sent": {
    async happen(rehearsal) {
      const { remove } = rehearsal.emulator.fault("*:reset-before*all");
      const seen = await rehearsal.apply(fastClock(10));
      remove();
      return seen;
    },
  },

  "Network down while it waits": {
    async happen(rehearsal) {
      const apply = rehearsal.start("apply", fastClock(200));
      await underWay(apply);
      const { remove } = rehearsal.emulator.fault("*:reset-before*all");
      const seen = await apply.finished;
      remove();
      return seen;
    },
  },

  "A gateway answers 404 to everything while it waits": {
    async happen(rehearsal) {
      const apply = rehearsal.start("apply", fastClock(200));
      await underWay(apply);
      const { remove } = rehearsal.emulator.fault("*:404*all");
      const seen = await apply.finished;
      remove();
      return seen;
    },
  },

  "No response to the request": {
    async happen(rehearsal) {
      rehearsal.emulator.fault("archiveGroup:reset-before");
      return rehearsal.apply();
    },
  },

  "Queue stuck, the job is not started": {
    emulator: { speed: 400, timeline: steps(["notStarted", 0], ["succeeded", 40 * MINUTE]) },
    happen: (rehearsal) => rehearsal.apply(fastClock(400)),
  },

  "Queue stuck, the job never ends": {
    emulator: { speed: 4_000, timeline: steps(["executing", 0], ["succeeded", 5 * HOUR]) },
    happen: (rehearsal) => rehearsal.apply(fastClock(4_000)),
  },

  "The job failed": {
    async happen(rehearsal) {
      rehearsal.emulator.nextTimeline(steps(["executing", 0], ["failed", 5_000]));
      return rehearsal.apply();
    },
    accepted: 2,
  },

  "Somebody else archives the same group": {
    emulator: SLOW,
    async happen(rehearsal) {
      const { url: endpoint, username, password } = rehearsal.emulator;
      await new CtlClient({ endpoint, credentials: { login: { username, password } } }).archive(TARGET);
      return rehearsal.apply();
    },
  },

  "Somebody restored the group afterwards": {
    async happen(rehearsal) {
      await rehearsal.apply();
      rehearsal.emulator.restoreGroup(WEB_APPLICATIONS);
      return rehearsal.plan();
    },
    accepted: 2,
  },

  "Somebody restored the group while it waited": {
    async happen(rehearsal) {
      const apply = rehearsal.start("apply", fastClock(20));
      await underWay(apply);
      rehearsal.emulator.restoreGroup(WEB_APPLICATIONS);
      return apply.finished;
    },
    accepted: 2,
  },

  "Laptop suspended, or runner paused": {
    async happen(rehearsal) {
      const apply = rehearsal.start("apply");
      await underWay(apply);
      const { pid } = await rehearsal.hook();
      process.kill(pid, "SIGSTOP");
      await rehearsal.emulator.waitFor((event) => event.kind === "group" && event.status === "archived", {
        timeoutMs: 40_000,
      });
      process.kill(pid, "SIGCONT");
      return apply.finished;
    },
  },

  "Disk full, or state folder not writable": {
    async happen(rehearsal) {
      await writeFile(rehearsal.stateFolder, "");
      return rehearsal.apply();
    },
    fix: (rehearsal) => rm(rehearsal.stateFolder),
  },

  "Disk full while it waits": {
    async happen(rehearsal) {
      rehearsal.emulator.fault({ on: "archiveGroup", effect: { kind: "delay", ms: 1_000 } });
      const apply = rehearsal.start("apply");
      await rehearsal.emulator.waitFor(({ kind }) => kind === "archive-accepted", { timeoutMs: 40_000 });
      const journals = join(rehearsal.stateFolder, "journals");
      await rm(journals, { recursive: true });
      await writeFile(journals, "");
      const seen = await apply.finished;
      await rm(journals);
      return seen;
    },
  },

  "Journal damaged": {
    emulator: SLOW,
    async happen(rehearsal) {
      await cutOff("SIGKILL", "the process group").happen(rehearsal);
      for (const path of (await rehearsal.stateFiles()).keys()) {
        if (path.startsWith("journals/")) {
          await writeFile(join(rehearsal.stateFolder, path), "{");
        }
      }
      return rehearsal.apply();
    },
  },
};

/** A signal while the operation runs. */
function cutOff(signal: NodeJS.Signals, who: "Terraform" | "the process group"): Scenario {
  return {
    async happen(rehearsal) {
      const apply = rehearsal.start("apply");
      await underWay(apply);
      process.kill(who === "Terraform" ? apply.pid : -apply.pid, signal);
      return apply.finished;
    },
  };
}

async function underWay(apply: Started): Promise<void> {
  await until("the archive is accepted", () => apply.printed.includes("accepted as operation"));
}

function steps(...pairs: readonly (readonly [status: string, atMs: number])[]): Timeline {
  return pairs.map(([status, atMs]) => ({ status, atMs }));
}

/** For the hook; hours pass in seconds. */
function fastClock(times: number): NodeJS.ProcessEnv {
  return { NODE_OPTIONS: `--require "${join(__dirname, "fast-clock.cjs")}"`, FAST_CLOCK: String(times) };
}
