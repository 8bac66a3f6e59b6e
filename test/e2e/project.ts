import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArchivedGroupProps, CarrierType } from "../../lib";
import type { CtlEmulator } from "../../lib/emulator";
import { type Finished, run } from "./run";

export const CARRIERS: readonly CarrierType[] = ["null_resource", "terraform_data"];

const ROOT = join(__dirname, "..", "..");
const TSX = require.resolve("tsx");
/** The built command line of this project. */
export const COMMAND_LINE = join(ROOT, "dist", "archived-group.cjs");
/** The real cdktf. */
export const CDKTF = require.resolve("cdktf-cli/bundle/bin/cdktf");
export const TERRAFORM = process.env.TERRAFORM_BINARY_NAME || "terraform";

interface ProjectConfig {
  /** The app below the project's root. @default "bin/app.ts" */
  readonly app?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** A folder with a cdktf.json of its own, its own home, and credentials for an emulator. */
export class Project {
  static async create(
    emulator: Pick<CtlEmulator, "url" | "username" | "password">,
    { app = "bin/app.ts", env = {} }: ProjectConfig = {},
  ): Promise<Project> {
    const folder = await mkdtemp(join(tmpdir(), "archived-group-e2e-"));
    const cdktfJson = JSON.parse(await readFile(join(ROOT, "cdktf.json"), "utf8"));
    cdktfJson.app = `"${process.execPath}" --import "${TSX}" "${join(ROOT, app)}"`;
    await writeFile(join(folder, "cdktf.json"), JSON.stringify(cdktfJson));
    await mkdir(join(folder, "home"));
    return new Project(folder, {
      ...process.env,
      HOME: join(folder, "home"),
      FORCE_COLOR: "0",
      CLC_BASE_URL: emulator.url,
      CLC_USERNAME: emulator.username,
      CLC_PASSWORD: emulator.password,
      ARCHIVED_GROUP_STATE_DIR: join(folder, "journal"),
      ARCHIVED_GROUP_SETTLE: "2s",
      ...env,
    });
  }

  private constructor(
    readonly folder: string,
    readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Declares more of the group than the cdktf.json of this project does, for `bin/app.ts`. */
  async declare(more: Partial<ArchivedGroupProps>): Promise<void> {
    const path = join(this.folder, "cdktf.json");
    const cdktfJson = JSON.parse(await readFile(path, "utf8"));
    Object.assign(cdktfJson.context.groups.web, more);
    await writeFile(path, JSON.stringify(cdktfJson));
  }

  cdktf(name: CdktfCommand, env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const { command, args } = cdktfCommand(name);
    return run(command, args, { cwd: this.folder, env: { ...this.env, ...env } });
  }

  /** The command line of this project, in its folder. */
  archivedGroup(...args: string[]): Promise<Finished> {
    return run(process.execPath, [COMMAND_LINE, ...args], { cwd: this.folder, env: this.env });
  }

  /** The real Terraform, in the folder of the synthesized stack or in another one. */
  terraform(
    args: readonly string[],
    { cwd = this.stackFolder, env = {} as NodeJS.ProcessEnv } = {},
  ): Promise<Finished> {
    return run(TERRAFORM, args, { cwd, env: { ...this.env, ...env } });
  }

  get stackFolder(): string {
    return join(this.folder, "cdktf.out", "stacks", "retirement");
  }

  /** Copies the synthesized stack to a folder that has nothing else. */
  async copyOfStack(name = "elsewhere"): Promise<string> {
    const copy = join(this.folder, name);
    await cp(this.stackFolder, copy, { recursive: true });
    return copy;
  }

  /** Every file of the project, with its content. */
  async files(folder = this.folder): Promise<{ path: string; content: Buffer }[]> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
    return Promise.all(paths.map(async (path) => ({ path, content: await readFile(path) })));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

type CdktfCommand = "synth" | "diff" | "deploy" | "destroy";

/**
 * The real cdktf. On a busy machine it may end before it has shown Terraform's last line, such as "Apply complete!", so
 * that tests look for the lines before it. Its check for a lock file asks the public registry, whatever Terraform is
 * configured to.
 */
export function cdktfCommand(name: CdktfCommand): { command: string; args: string[] } {
  const skipLock = name === "synth" ? [] : ["--skip-provider-lock"];
  const approve = name === "deploy" || name === "destroy" ? ["--auto-approve"] : [];
  return { command: process.execPath, args: [CDKTF, name, ...skipLock, ...approve] };
}
