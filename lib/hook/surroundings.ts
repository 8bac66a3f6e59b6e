import { isPlatformError } from "../archival/platform";
import type { Clock } from "../archival/ports";
import { UsageError } from "../common/usage-error";
import { EXIT } from "../contract/exit-codes";
import type { Environment } from "../contract/settings";
import type { Output, Reporter } from "./reporter";

/** What a process gives to a command. */
export interface Surroundings {
  readonly env: Environment;
  readonly output: Output;
  readonly clock: Clock;
  random(): number;
  /** Whether Terraform runs this as a provisioner. */
  readonly byTerraform: boolean;
  /** Whether the process that started this one is gone. */
  isOrphan(): boolean;
  /** Has something done at the end of the process, also when a signal ends it. */
  atExit(work: () => void): void;
  readonly logFormat: "text" | "json";
}

/** One sentence and an exit code for an error that ended a command; never a stack trace. */
export function explain(error: unknown, reporter: Pick<Reporter, "error">): number {
  reporter.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) {
    return EXIT.usage;
  }
  return isPlatformError(error) && error.trouble === "credentials" ? EXIT.credentials : EXIT.failed;
}
