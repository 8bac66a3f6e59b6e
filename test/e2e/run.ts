import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Finished {
  readonly code: number | null;
  /** stdout and stderr as they came, without escape sequences. */
  readonly output: string;
}

/** A program that was started, without a terminal. */
export class Started {
  readonly finished: Promise<Finished>;
  private readonly child: ChildProcess;
  private output = "";

  constructor(command: string, args: readonly string[], options: Omit<SpawnOptions, "stdio">) {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    const collect = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    this.finished = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output: this.printed }));
    });
  }

  get pid(): number {
    return this.child.pid ?? Number.NaN;
  }

  /** What it has printed so far, as a reader sees it. */
  get printed(): string {
    return plain(this.output);
  }
}

/** Runs a program to its end, without a terminal. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Finished> {
  return new Started(command, args, options).finished;
}

/** Text as a reader sees it: no colours, no cursor movements, none of cdktf's spinner. */
export function plain(output: string): string {
  return output
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏].*\n?/gm, "")
    .replace(/\r/g, "");
}
