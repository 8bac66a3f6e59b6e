import { cp, mkdir, rm, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import type { CtlEmulator, Timeline } from "../../lib/emulator";
import type { Postgres } from "./postgres";
import { TERRAFORM } from "./project";
import { type Finished, Started } from "./run";

/** In real time: long enough to be cut off, and for the next runner to find the servers in the queue. */
export const WAITS_IN_QUEUE: Timeline = [
  { status: "notStarted", atMs: 0 },
  { status: "executing", atMs: 14_500 },
  { status: "succeeded", atMs: 15_000 },
];

interface World {
  readonly folder: string;
  readonly emulator: CtlEmulator;
  readonly postgres: Postgres;
}

/** A machine as CI lends it out: a home, a state folder and a workspace of its own, all of them empty. */
export class Runner {
  static async create(name: string, { folder, emulator, postgres }: World): Promise<Runner> {
    const home = join(folder, name);
    const bin = join(home, "bin");
    await mkdir(bin, { recursive: true });
    if (TERRAFORM !== "terraform") await symlink(TERRAFORM, join(bin, "terraform"));
    return new Runner(join(home, "workspace"), {
      ...process.env,
      ...postgres.env,
      HOME: home,
      PATH: `${bin}:${process.env.PATH}`,
      CLC_BASE_URL: emulator.url,
      CLC_USERNAME: emulator.username,
      CLC_PASSWORD: emulator.password,
      ARCHIVED_GROUP_STATE_DIR: join(home, "state"),
      ARCHIVED_GROUP_SETTLE: "2s",
    });
  }

  private constructor(
    readonly workspace: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Copies a folder into the workspace, as an artifact would be: without what `terraform init` installs. */
  async receive(folder: string, path: string): Promise<void> {
    const filter = (source: string) => basename(source) !== ".terraform";
    await cp(folder, join(this.workspace, path), { recursive: true, filter });
  }

  /** Starts a line of a shell, as the leader of a process group. */
  start(line: string): Started {
    const options = { cwd: this.workspace, env: this.env, detached: true };
    return new Started("sh", ["-c", line], options);
  }

  run(line: string): Promise<Finished> {
    return this.start(line).finished;
  }

  /** The machine is gone, with its disk. */
  async lose(running: Started): Promise<void> {
    process.kill(-running.pid, "SIGKILL");
    await running.finished;
    await rm(String(this.env.HOME), { recursive: true });
  }
}
