import { spawn } from "node:child_process";

export interface Finished {
  readonly code: number | null;
  /** stdout and stderr as they came, without escape sequences. */
  readonly output: string;
}

/** Runs a program to its end, without a terminal. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output: plain(output) }));
  });
}

/** Text as a reader sees it: no colours, no cursor movements, none of cdktf's spinner. */
export function plain(output: string): string {
  return output
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏].*\n?/gm, "")
    .replace(/\r/g, "");
}
