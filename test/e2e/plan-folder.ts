import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type AppConfig, LocalBackend, TerraformStack } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, type Impact, survey } from "../../lib";
import type { CtlEmulator } from "../../lib/emulator";
import { COMMAND_LINE, TERRAFORM } from "./project";
import { type Finished, run, Started } from "./run";

/** What a stack declares; the first stack has the Terraform of the folder. */
export type Declarations = Readonly<Record<string, (stack: TerraformStack) => void>>;

type Endpoint = Pick<CtlEmulator, "url" | "username" | "password">;

interface SynthOptions {
  /** @default true */
  readonly surveyed?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** The environment is one for all tests of a file: a synth that reads it is alone. */
let lastSynth: Promise<unknown> = Promise.resolve();

/** Stacks that are synthesized in this process, again and again, and planned and applied by the real Terraform. */
export class PlanFolder {
  static async create(emulator: Endpoint): Promise<PlanFolder> {
    return new PlanFolder(await mkdtemp(join(tmpdir(), "archived-group-plan-")), emulator);
  }

  /** What Terraform was initialized for. */
  private initialized = "";
  private readonly env: NodeJS.ProcessEnv;

  private constructor(
    readonly folder: string,
    private readonly emulator: Endpoint,
    private readonly stack = "retirement",
  ) {
    this.env = {
      CLC_BASE_URL: emulator.url,
      CLC_USERNAME: emulator.username,
      CLC_PASSWORD: emulator.password,
      ARCHIVED_GROUP_STATE_DIR: join(folder, "state"),
      ARCHIVED_GROUP_SETTLE: "1s",
    };
  }

  /** The Terraform of another stack of the same app, on the same machine. */
  beside(stack: string): PlanFolder {
    return new PlanFolder(this.folder, this.emulator, stack);
  }

  get stackFolder(): string {
    return join(this.folder, "cdktf.out", "stacks", this.stack);
  }

  /** Declares one group, surveys it unless told otherwise, and synthesizes. */
  synth(
    props: Partial<ArchivedGroupProps> & { readonly groupId: string },
    options: SynthOptions = {},
  ): Promise<readonly Impact[]> {
    const retirement = (stack: TerraformStack): void =>
      void new ArchivedGroup(stack, "web", { accountAlias: "ALTD", ...props });
    return this.synthApp({ retirement }, options);
  }

  /** Synthesizes an app with these stacks, each with a state of its own. */
  synthApp(declarations: Declarations, options: SynthOptions = {}): Promise<readonly Impact[]> {
    const synth = lastSynth.then(() => this.synthAlone(declarations, options));
    lastSynth = synth.catch(() => undefined);
    return synth;
  }

  private async synthAlone(
    declarations: Declarations,
    { surveyed = true, env = {} }: SynthOptions,
  ): Promise<readonly Impact[]> {
    const saved = { ...process.env };
    Object.assign(process.env, this.env, env);
    try {
      const app = new App(this.appConfig);
      for (const [id, declare] of Object.entries(declarations)) {
        const stack = new TerraformStack(app, id);
        new LocalBackend(stack, { path: join(this.folder, `${id}.tfstate`) });
        declare(stack);
      }
      const impacts = surveyed ? await survey(app) : [];
      app.synth();
      return impacts;
    } finally {
      process.env = saved;
    }
  }

  /** The real Terraform, in the folder of the stack. */
  async terraform(...args: string[]): Promise<Finished> {
    return (await this.start(...args)).finished;
  }

  /** The same, still running, as the leader of a process group. */
  async start(...args: string[]): Promise<Started> {
    const { terraform } = JSON.parse(await readFile(join(this.stackFolder, "cdk.tf.json"), "utf8"));
    if (this.initialized !== JSON.stringify(terraform)) {
      this.initialized = JSON.stringify(terraform);
      await this.run("init", "-input=false", "-no-color").finished;
    }
    return this.run(...args, "-no-color");
  }

  /** Exit code 0 means that nothing is to be done, 2 that something is. */
  plan(...args: string[]): Promise<Finished> {
    return this.terraform("plan", "-detailed-exitcode", ...args);
  }

  apply(...args: string[]): Promise<Finished> {
    return this.terraform("apply", "-auto-approve", ...args);
  }

  destroy(): Promise<Finished> {
    return this.terraform("destroy", "-auto-approve");
  }

  /** The command line of this project, with the credentials of the folder. */
  archivedGroup(...args: string[]): Promise<Finished> {
    const env = { ...process.env, ...this.env };
    return run(process.execPath, [COMMAND_LINE, ...args], { cwd: this.folder, env });
  }

  /** As on another machine: no journals, no receipts. */
  forgetState(): Promise<void> {
    return rm(join(this.folder, "state"), { recursive: true });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  private get appConfig(): AppConfig {
    return {
      outdir: join(this.folder, "cdktf.out"),
      context: { cdktfJsonPath: join(this.folder, "cdktf.json") },
    };
  }

  private run(...args: string[]): Started {
    const env = { ...process.env, ...this.env };
    return new Started(TERRAFORM, args, { cwd: this.stackFolder, env, detached: true });
  }
}
