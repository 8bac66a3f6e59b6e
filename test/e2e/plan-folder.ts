import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type AppConfig, LocalBackend, TerraformStack } from "cdktf";
import { ArchivedGroup, type ArchivedGroupProps, type Impact, survey } from "../../lib";
import type { CtlEmulator } from "../../lib/emulator";
import { TERRAFORM } from "./project";
import { type Finished, run } from "./run";

/** A stack that is synthesized in this process, again and again, and planned and applied by the real Terraform. */
export class PlanFolder {
  static async create(emulator: CtlEmulator): Promise<PlanFolder> {
    return new PlanFolder(await mkdtemp(join(tmpdir(), "archived-group-plan-")), emulator);
  }

  private isInitialized = false;
  private readonly env: NodeJS.ProcessEnv;

  private constructor(
    readonly folder: string,
    { url, username, password }: CtlEmulator,
  ) {
    this.env = {
      CLC_BASE_URL: url,
      CLC_USERNAME: username,
      CLC_PASSWORD: password,
      ARCHIVED_GROUP_STATE_DIR: join(folder, "state"),
      ARCHIVED_GROUP_SETTLE: "1s",
    };
  }

  get stackFolder(): string {
    return join(this.folder, "cdktf.out", "stacks", "retirement");
  }

  /** Declares one group, surveys it unless told otherwise, and synthesizes. */
  async synth(
    props: Partial<ArchivedGroupProps> & { readonly groupId: string },
    { surveyed = true, env = {} as NodeJS.ProcessEnv } = {},
  ): Promise<readonly Impact[]> {
    const saved = { ...process.env };
    Object.assign(process.env, this.env, env);
    try {
      const app = new App(this.appConfig);
      const stack = new TerraformStack(app, "retirement");
      new LocalBackend(stack, { path: join(this.folder, "terraform.tfstate") });
      new ArchivedGroup(stack, "web", { accountAlias: "ALTD", ...props });
      const impacts = surveyed ? await survey(app) : [];
      app.synth();
      return impacts;
    } finally {
      process.env = saved;
    }
  }

  /** The real Terraform, in the folder of the stack. */
  async terraform(...args: string[]): Promise<Finished> {
    if (!this.isInitialized) {
      this.isInitialized = true;
      await this.run("init", "-input=false", "-no-color");
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

  private run(...args: string[]): Promise<Finished> {
    return run(TERRAFORM, args, { cwd: this.stackFolder, env: { ...process.env, ...this.env } });
  }
}
