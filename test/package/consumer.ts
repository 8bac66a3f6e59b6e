import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Finished, run } from "../e2e/run";

export const ROOT = join(__dirname, "..", "..");

/** What `npm pack --json` says of the tarball. */
export interface Tarball {
  readonly filename: string;
  /** Packed, in bytes. */
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[];
}

/** An app of somebody else, outside the repository, that has installed the packed package. */
export class Consumer {
  static async create(): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), "archived-group-consumer-"));
    // `npm test` has just built; the build that packing starts would take dist/ away from the tests beside this one.
    const pack = await npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], ROOT);
    const [tarball] = JSON.parse(pack.slice(pack.indexOf("[\n"), pack.lastIndexOf("]") + 1)) as Tarball[];
    const consumer = new Consumer(folder, tarball as Tarball);
    await mkdir(consumer.folder);
    await consumer.write(
      "package.json",
      JSON.stringify({ name: "consumer", version: "1.0.0", private: true }),
    );
    await consumer.install();
    return consumer;
  }

  readonly folder: string;

  private constructor(
    private readonly parent: string,
    readonly tarball: Tarball,
  ) {
    this.folder = join(parent, "app");
  }

  get tarballPath(): string {
    return join(this.parent, this.tarball.filename);
  }

  /**
   * npm installs the tarball and its one dependency. The peers would be another 100 MB, so they are links to those of
   * the repository: our package still finds them from its own place in the consumer's node_modules, as after any
   * installation, and it has no other way to find anything of the repository.
   */
  private async install(): Promise<void> {
    const quick = ["--prefer-offline", "--no-audit", "--no-fund", "--legacy-peer-deps"];
    await npm(["install", ...quick, this.tarballPath], this.folder);
    for (const name of ["cdktf", "cdktn", "constructs", "@cdktf/provider-null", "@types/node"]) {
      const link = join(this.folder, "node_modules", name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(ROOT, "node_modules", name), link, "junction");
    }
  }

  async write(name: string, content: string): Promise<void> {
    await mkdir(dirname(join(this.folder, name)), { recursive: true });
    await writeFile(join(this.folder, name), content);
  }

  /** A file of the installed package. */
  read(path: string): Promise<string> {
    return readFile(join(this.folder, "node_modules", "cdktf-archived-group", path), "utf8");
  }

  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = "."): Promise<Finished> {
    return run(command, args, { cwd: join(this.folder, cwd), env: { ...process.env, ...env } });
  }

  node(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finished> {
    return this.run(process.execPath, args, env);
  }

  /** As `npx archived-group` would. */
  bin(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Finished> {
    return this.run(join(this.folder, "node_modules", ".bin", "archived-group"), args, env);
  }

  /** A command of the repository's tools. */
  tool(name: string, args: readonly string[]): Promise<Finished> {
    return this.run(join(ROOT, "node_modules", ".bin", name), args, { NO_COLOR: "1", FORCE_COLOR: "0" });
  }

  remove(): Promise<void> {
    return rm(this.parent, { recursive: true, force: true });
  }
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { code, output } = await run("npm", args, { cwd, env: process.env });
  if (code !== 0) {
    throw new Error(`npm ${args[0]} ended with ${code}: ${output}`);
  }
  return output;
}
