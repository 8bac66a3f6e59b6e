import { setTimeout as sleep } from "node:timers/promises";
import { EXIT } from "../contract/exit-codes";
import { reporterFor } from "./reporter";
import type { Surroundings } from "./surroundings";

/**
 * Runs a command as this process and ends the process with its exit code.
 *
 * A signal prints one line and ends at once: nothing depends on a handler, because Terraform kills its hook within
 * milliseconds of a Ctrl-C. What was sent continues without this run, and the journal tells the next run.
 */
export function runAsProcess(
  command: (around: Surroundings) => Promise<number>,
  choices: Pick<Surroundings, "byTerraform" | "logFormat">,
): void {
  const output = {
    write: (text: string): void => void process.stdout.write(text),
    isTerminal: Boolean(process.stdout.isTTY) && choices.logFormat === "text",
  };
  const reporter = reporterFor(choices.logFormat, output, Date.now, process.env);
  // Whoever reads may be gone; that is no reason to lose sight of an operation.
  process.stdout.on("error", () => {});
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      reporter.note(
        `interrupted by ${signal}: what was sent continues without this run; run again to follow it`,
      );
      process.exit(EXIT.interrupted);
    });
  }
  // Node would end with 0, which is a promise that the group is archived.
  process.on("beforeExit", () => {
    reporter.error("unexpected: the run stopped without a result; run again to find out");
    process.exit(EXIT.failed);
  });
  const clock = { now: Date.now, sleep: (ms: number): Promise<void> => sleep(ms) };
  const parent = process.ppid;
  const isOrphan = (): boolean => process.ppid !== parent;
  const atExit = (work: () => void): void => void process.on("exit", work);
  command({ env: process.env, output, clock, random: Math.random, isOrphan, atExit, ...choices }).then(
    (code) => process.exit(code),
    (error: unknown) => {
      reporter.error(`unexpected: ${error instanceof Error ? error.message : String(error)}`);
      process.exit(EXIT.failed);
    },
  );
}
