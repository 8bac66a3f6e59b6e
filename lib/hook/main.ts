import { join } from "node:path";
import { archive } from "../archival/archive";
import { FileJournal } from "../archival/file-journal";
import type { Outcome } from "../archival/outcome";
import { isPlatformError } from "../archival/platform";
import type { Clock } from "../archival/ports";
import { CtlClient } from "../ctl/client";
import { credentialsFrom } from "../ctl/credentials";
import { FileTokenCache } from "../ctl/file-token-cache";
import { DEFAULT_ENDPOINT, parseEndpoint } from "../endpoint";
import { type SettingValues, toOrder } from "../settings";
import { UsageError } from "../usage-error";
import { EXIT } from "./exit-codes";
import type { Environment, Output } from "./output";
import { type Reporter, reporterFor } from "./reporter";
import { stateDirectory } from "./state-directory";

/** What a process gives to a command. */
export interface Surroundings {
  readonly env: Environment;
  readonly output: Output;
  readonly clock: Clock;
  random(): number;
  /** Whether Terraform runs this as a provisioner. */
  readonly byTerraform: boolean;
  readonly logFormat: "text" | "json";
}

/**
 * Archives a group and waits: what Terraform runs, and what `archived-group archive` does.
 *
 * @returns the exit code, one of {@link EXIT}; it never rejects for what the user or the platform did
 */
export async function archiveCommand(values: SettingValues, around: Surroundings): Promise<number> {
  const { clock, env } = around;
  const reporter = reporterFor(around.logFormat, around.output, () => clock.now(), env);
  try {
    const order = toOrder(values);
    const platform = clientFrom(around, reporter);
    const journal = journalFor(order, platform.endpoint, env, reporter);
    reporter.note(`group ${order.groupId} of ${order.accountAlias} on ${platform.endpoint}`);
    const ports = { platform, journal, clock, random: around.random, report: reporter.event.bind(reporter) };
    const outcome: Outcome = await archive(order, ports);
    const written = (await journal.exists()) ? { journal: journal.location } : {};
    reporter.outcome(order, outcome, { ...written, byTerraform: around.byTerraform });
    return EXIT[outcome.verdict];
  } catch (error) {
    return explain(error, reporter);
  }
}

/** @throws UsageError or CredentialsError when the environment leads nowhere */
export function clientFrom(
  { env, clock, random }: Surroundings,
  reporter: Pick<Reporter, "note">,
): CtlClient {
  return new CtlClient({
    endpoint: parseEndpoint("CLC_BASE_URL", env.CLC_BASE_URL || DEFAULT_ENDPOINT, env.CLC_ALLOW_HTTP === "1"),
    credentials: credentialsFrom(env),
    tokenCache: new FileTokenCache(stateDirectory(env), clock, random),
    onLogin: (userName) => reporter.note(`logged in as ${userName}`),
  });
}

/** The journal of one group, among those of all groups. */
export function journalFor(
  target: { accountAlias: string; groupId: string },
  endpoint: string,
  env: Environment,
  reporter: Pick<Reporter, "note">,
): FileJournal {
  return new FileJournal(join(stateDirectory(env), "journals"), endpoint, target, (sentence) =>
    reporter.note(`warning: ${sentence}`),
  );
}

/** One sentence and an exit code for an error that ended a command; never a stack trace. */
export function explain(error: unknown, reporter: Pick<Reporter, "error">): number {
  reporter.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) {
    return EXIT.usage;
  }
  return isPlatformError(error) && error.trouble === "credentials" ? EXIT.credentials : EXIT.failed;
}
