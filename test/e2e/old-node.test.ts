import { existsSync } from "node:fs";
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./run";

jest.setTimeout(180_000);

const ROOT = join(__dirname, "..", "..");
/** Apple's processors are newer than Node 12. */
const OLDEST = `${process.platform}-${process.arch}` === "darwin-arm64" ? "16.20.2" : "12.22.12";

/** The program of an old Node, from its npm package, which is kept for the next run. */
async function nodeOf(version: string): Promise<string> {
  const folder = join(ROOT, ".cache", `node-${version}`);
  if (!existsSync(folder)) {
    const work = `${folder}-${process.pid}`;
    await mkdir(work, { recursive: true });
    await writeFile(join(work, "package.json"), '{ "private": true }');
    const name = `node-${process.platform}-${process.arch}`;
    const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", `${name}@${version}`];
    const installed = await run("npm", args, { cwd: work, env: process.env });
    expect(installed).toMatchObject({ code: 0 });
    // Jest would take it for a module of this project.
    await rm(join(work, "node_modules", name, "package.json"));
    await rename(join(work, "node_modules", name), folder);
    await rm(work, { recursive: true });
  }
  const program = join(folder, "bin", "node");
  await chmod(program, 0o755);
  return program;
}

describe.each([OLDEST, "18.20.8"])("Node %s", (version) => {
  const on = async (...args: string[]) => run(await nodeOf(version), args, { cwd: ROOT, env: process.env });

  test.each(["hook.cjs", "archived-group.cjs"])(
    "is told by %s what is needed, in one sentence",
    async (bundle) => {
      expect(await on(join("dist", bundle), "archive")).toEqual({
        code: 2,
        output: `error: Node 20.9 or newer is needed, this is ${version}; install a newer Node\n`,
      });
    },
  );

  test.each(["index.js", "cdktn/index.js", "emulator/index.js"])(
    "is told by the import of %s",
    async (entry) => {
      const { code, output } = await on("-e", `require("./dist/${entry}")`);
      expect(output).toContain(
        `\nError: cdktf-archived-group needs Node 20.9 or newer, this is ${version}; install a newer Node\n`,
      );
      expect(output).not.toContain("SyntaxError");
      expect(code).toBe(1);
    },
  );
});
