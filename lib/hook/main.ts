import { archive } from "../archival/archive";
import type { ArchiveOrder, Order, RestoreOrder } from "../archival/order";
import type { Outcome } from "../archival/outcome";
import type { ActionName } from "../archival/platform";
import { isPlatformError } from "../archival/platform";
import type { Clock, Ports } from "../archival/ports";
import { restore } from "../archival/restore";
import { UsageError } from "../common/usage-error";
import { EXIT } from "../contract/exit-codes";
import { toOrder, toRestoreOrder } from "../contract/orders";
import {
  DESTROY_VARIABLES,
  type Environment,
  EVIDENCE_VARIABLE,
  type RestoreValues,
  SERVERS_VARIABLE,
  type SettingValues,
} from "../contract/settings";
import { clientFrom } from "../store/client-from";
import { type Memory, storeFrom } from "../store/memory";
import { alarm } from "./alarm";
import { type Output, type Reporter, reporterFor } from "./reporter";
import { whyKept } from "./why-kept";

/** For the last request, which may have begun when the time was almost over. */
const GRACE_MS = 3_000;
const LONGEST_PRUNE_MS = 5_000;

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

/** What a command has done. */
export interface Task {
  readonly action: ActionName;
  readonly order: Order;
  /** Why the group is left as it is, before anybody is asked. */
  readonly kept?: string | undefined;
  perform(ports: Ports): Promise<Outcome>;
}

export function archiveTask(order: ArchiveOrder): Task {
  return { action: "archive", order, perform: (ports) => archive(order, ports) };
}

export function restoreTask(order: RestoreOrder): Task {
  return { action: "restore", order, perform: (ports) => restore(order, ports) };
}

/**
 * Archives a group and waits: what Terraform runs, and what `archived-group archive` does.
 *
 * @returns the exit code, one of {@link EXIT}; it never rejects for what the user or the platform did
 */
export function archiveCommand(values: SettingValues, around: Surroundings): Promise<number> {
  return commandFor(() => archiveTask(toOrder(values)), around);
}

/**
 * Restores a group and waits: what Terraform runs, and what `archived-group restore` does. For Terraform it restores
 * only what this declaration archived; people may restore what they like.
 *
 * @returns the exit code, one of {@link EXIT}; it never rejects for what the user or the platform did
 */
export function restoreCommand(values: RestoreValues, around: Surroundings): Promise<number> {
  const { byTerraform, env } = around;
  const onlyOurs = byTerraform && !env[EVIDENCE_VARIABLE];
  return commandFor(() => {
    const order = toRestoreOrder(values, onlyOurs, env[SERVERS_VARIABLE]);
    return { ...restoreTask(order), kept: byTerraform ? whyKept(order, env) : undefined };
  }, around);
}

async function commandFor(taskOf: () => Task, around: Surroundings): Promise<number> {
  const { clock, env } = around;
  const reporter = reporterFor(around.logFormat, around.output, () => clock.now(), env);
  try {
    const task = taskOf();
    const { action, kept, order } = task;
    if (kept !== undefined) {
      const summary = `group ${order.groupId} is left alone, because ${kept}; nothing was sent`;
      reporter.outcome(order, { verdict: "left-alone", summary }, { action });
      return EXIT["left-alone"];
    }
    const platform = clientFrom(around, {
      loggedIn: (userName) => reporter.note(`logged in as ${userName}`),
      warn: (sentence) => reporter.note(`warning: ${sentence}`),
    });
    const store = storeFrom(env);
    const memory = store.memoryOf(order, platform.endpoint, (sentence) =>
      reporter.note(`warning: ${sentence}`),
    );
    await store.prepare().catch((error: Error) => {
      throw new Error(`${error.message}; this run sent nothing`);
    });
    reporter.note(`group ${order.groupId} of ${order.accountAlias} on ${platform.endpoint}`);
    around.atExit(() => memory.lock.releaseNow());
    const code = await performWith({ platform, ...memory }, task, around, reporter);
    await Promise.race([store.prune(), alarm(LONGEST_PRUNE_MS)]);
    return code;
  } catch (error) {
    return explain(error, reporter);
  }
}

/** Does a task by these means, and tells how it ended. */
export async function performWith(
  { platform, journal, receipts, lock }: Memory & Pick<Ports, "platform">,
  { action, order, perform }: Task,
  { clock, env, random, byTerraform, isOrphan }: Surroundings,
  reporter: Reporter,
): Promise<number> {
  let isOver = false;
  // What a run that is out of time leaves behind may go on for a moment; its outcome has the last word.
  const report: Ports["report"] = (event) => (isOver ? undefined : reporter.event(event));
  // People may well detach from a command of their own.
  const isAbandoned = (): boolean => byTerraform && isOrphan();
  const overdue = alarm(order.timeoutMs + GRACE_MS);
  const ports: Ports = { platform, journal, receipts, lock, clock, random, isAbandoned, overdue, report };
  const outcome = await perform(ports);
  isOver = true;
  const receipt = await receipts.location();
  reporter.outcome(order, outcome, {
    action,
    ...(byTerraform && { terraform: env[DESTROY_VARIABLES.state] === undefined ? action : "destroy" }),
    ...((await journal.exists()) && { journal: journal.location }),
    ...(receipt !== undefined && { receipt }),
  });
  return EXIT[outcome.verdict];
}

/** One sentence and an exit code for an error that ended a command; never a stack trace. */
export function explain(error: unknown, reporter: Pick<Reporter, "error">): number {
  reporter.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) {
    return EXIT.usage;
  }
  return isPlatformError(error) && error.trouble === "credentials" ? EXIT.credentials : EXIT.failed;
}
