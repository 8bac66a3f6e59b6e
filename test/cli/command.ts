import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DIST = join(__dirname, "..", "..", "dist");
export const HOOK = join(DIST, "hook.cjs");
export const COMMAND_LINE = join(DIST, "archived-group.cjs");

export const home = mkdtempSync(join(tmpdir(), "archived-group-test-"));
afterAll(() => rmSync(home, { recursive: true }));

export interface Finished {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A bundle of `dist/` as a process of its own, with nothing in its environment but what a test gives it. */
export class Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  private stdout = "";

  constructor(
    bundle: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    cwd = process.cwd(),
  ) {
    const child = spawn(process.execPath, [bundle, ...args], { cwd, env: { HOME: home, ...env } });
    this.child = child;
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    this.finished = new Promise((resolve) => {
      child.on("close", (code) => resolve({ code, stdout: this.stdout, stderr }));
    });
  }

  /** Resolves when it has printed this. */
  async printed(text: string): Promise<string> {
    while (!this.stdout.includes(text)) {
      await Promise.race([
        new Promise((resolve) => this.child.stdout?.once("data", resolve)),
        this.finished.then(({ stdout, stderr }) => {
          if (!stdout.includes(text)) {
            throw new Error(`it ended without “${text}”: ${stdout}${stderr}`);
          }
        }),
      ]);
    }
    return this.stdout;
  }
}

export function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<Finished> {
  return new Running(COMMAND_LINE, args, env, cwd).finished;
}
