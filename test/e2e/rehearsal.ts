import { cp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CtlEmulator, type EmulatorOptions } from "../../lib/emulator";
import { type Process, processesWith, until } from "./processes";
import { COMMAND_LINE, Project, TERRAFORM } from "./project";
import { type Finished, run, Started } from "./run";

/** A stack that was synthesized and initialized once; rehearsals take place in copies of it. */
export class Scenery {
  private rehearsals = 0;

  static async build(
    carrier: string,
    app = "test/e2e/apps/portable.ts",
    more: NodeJS.ProcessEnv = {},
  ): Promise<Scenery> {
    const nobody = { url: "http://127.0.0.1:9", username: "nobody", password: "nothing" };
    const project = await Project.create(nobody, { app, env: { ARCHIVED_GROUP_CARRIER: carrier, ...more } });
    for (const { code, output } of [
      await project.cdktf("synth"),
      await project.terraform(["init", "-no-color"]),
    ]) {
      if (code !== 0) {
        throw new Error(output);
      }
    }
    return new Scenery(project);
  }

  private constructor(private readonly project: Project) {}

  async rehearse(options: EmulatorOptions = {}): Promise<Rehearsal> {
    this.rehearsals += 1;
    const { project } = this;
    const folder = join(project.folder, `rehearsal-${this.rehearsals}-`);
    await cp(project.stackFolder, join(folder, "stack"), { recursive: true });
    return new Rehearsal(folder, project.env, await CtlEmulator.start(options));
  }

  remove(): Promise<void> {
    return this.project.remove();
  }
}

/** One copy of a stack, with an emulator, a state folder and processes of its own. */
export class Rehearsal {
  readonly stateFolder: string;
  readonly stackFolder: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly afterwards: (() => Promise<void>)[] = [];

  constructor(
    readonly folder: string,
    env: NodeJS.ProcessEnv,
    readonly emulator: CtlEmulator,
  ) {
    this.stackFolder = join(folder, "stack");
    this.stateFolder = join(folder, "state");
    this.env = {
      ...env,
      CLC_BASE_URL: emulator.url,
      CLC_USERNAME: emulator.username,
      CLC_PASSWORD: emulator.password,
      ARCHIVED_GROUP_STATE_DIR: this.stateFolder,
      ARCHIVED_GROUP_SETTLE: "2s",
    };
  }

  /** `terraform apply` or `destroy` as the leader of a process group, as a shell or a CI runner starts it. */
  start(command: "apply" | "destroy", env: NodeJS.ProcessEnv = {}, cwd = this.stackFolder): Started {
    const options = { cwd, env: { ...this.env, ...env }, detached: true };
    return new Started(TERRAFORM, [command, "-auto-approve", "-no-color"], options);
  }

  apply(env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return this.start("apply", env).finished;
  }

  /** Exit code 0 means that nothing is to be done, 2 that something is. */
  plan(): Promise<Finished> {
    return this.terraform("plan", "-detailed-exitcode", "-no-color");
  }

  terraform(...args: string[]): Promise<Finished> {
    return run(TERRAFORM, args, { cwd: this.stackFolder, env: this.env });
  }

  /** The command line of this project, at the same state folder and emulator. */
  archivedGroup(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const all = { ...this.env, ...env };
    return run(process.execPath, [COMMAND_LINE, ...args], { cwd: this.folder, env: all });
  }

  /** Resolves once no process of ours is left. */
  async quiet(): Promise<void> {
    await until("no process is left", async () => (await this.processes()).length === 0);
  }

  /** Without Terraform's plugins: they outlive a Terraform that gets SIGKILL, whatever it runs. */
  async processes(): Promise<Process[]> {
    const all = await processesWith(this.folder);
    return all.filter(({ commandLine }) => !commandLine.includes("terraform-provider-"));
  }

  async hook(): Promise<Process> {
    const hook = (await this.processes()).find(({ commandLine }) =>
      /hook\.cjs (archive|restore)$/.test(commandLine),
    );
    if (!hook) {
      throw new Error("no hook is running");
    }
    return hook;
  }

  /** Resolves once the emulator has a request of this route that a fault left without an answer. */
  async stalled(route: string): Promise<void> {
    await this.emulator.waitFor(
      (event) => event.kind === "request" && event.route === route && event.fault === "hang",
      { timeoutMs: 40_000 },
    );
  }

  /** Files below the state folder, such as `receipts/….json`, with what they hold. */
  async stateFiles(): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    const options = { recursive: true, withFileTypes: true } as const;
    for (const entry of await readdir(this.stateFolder, options).catch(() => [])) {
      if (entry.isFile()) {
        const path = join(entry.path, entry.name);
        files.set(path.slice(this.stateFolder.length + 1), await readFile(path, "utf8"));
      }
    }
    return files;
  }

  /**
   * What would make the next run wait for somebody or go on with something: claims of a lock, open journals. The claim
   * of a login that was killed is taken away by the next login, and a token may save all others.
   */
  async open(): Promise<string[]> {
    const paths = [...(await this.stateFiles()).keys()];
    return paths.filter((path) => /^(locks\/(?!login-)|journals.*\.json$)/.test(path));
  }

  /** Has something done at the end of the rehearsal. */
  atEnd(work: () => Promise<void>): void {
    this.afterwards.push(work);
  }

  /** Ends whatever a failed test has left running. */
  async end(): Promise<void> {
    for (const { pid } of await processesWith(this.folder)) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await this.quiet();
    await Promise.all([this.emulator.stop(), ...this.afterwards.map((work) => work())]);
    await rm(this.folder, { recursive: true });
  }
}
