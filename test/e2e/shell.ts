import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { CDKTF, COMMAND_LINE, type Project, TERRAFORM } from "./project";
import { type Finished, run } from "./run";

/**
 * A shell that runs commands as a document has them, in the folder of a project. `npx cdktf` and `archived-group` are those
 * of this checkout; `terraform` is the engine of this run. Nobody is there to press Enter, so that a deploy is approved beforehand.
 */
export class Shell {
  static async open({ folder, env }: Project, more: NodeJS.ProcessEnv = {}): Promise<Shell> {
    const bin = join(folder, "bin");
    await mkdir(bin, { recursive: true });
    const node = `exec "${process.execPath}"`;
    const programs = {
      "archived-group": `${node} "${COMMAND_LINE}" "$@"`,
      ...(TERRAFORM !== "terraform" && { terraform: `exec "${TERRAFORM}" "$@"` }),
      // cdktf's check for a lock file asks the public registry, whatever Terraform is configured to.
      npx: `shift; name=$1; shift
case $name in
  deploy) ${node} "${CDKTF}" deploy "$@" --auto-approve --skip-provider-lock ;;
  diff) ${node} "${CDKTF}" diff "$@" --skip-provider-lock ;;
  *) ${node} "${CDKTF}" "$name" "$@" ;;
esac`,
    };
    for (const [name, script] of Object.entries(programs)) {
      await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(bin, name), 0o755);
    }
    return new Shell(folder, { ...env, ...more, PATH: `${bin}${delimiter}${env.PATH}` });
  }

  private constructor(
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  run(commands: string): Promise<Finished> {
    return run("sh", ["-e", "-c", commands], { cwd: this.folder, env: this.env });
  }
}
