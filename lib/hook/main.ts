import { EXIT } from "../contract/exit-codes";
import { toOrder, toRestoreOrder } from "../contract/orders";
import {
  EVIDENCE_VARIABLE,
  type RestoreValues,
  SERVERS_VARIABLE,
  type SettingValues,
} from "../contract/settings";
import { clientFrom } from "../store/client-from";
import { storeFrom } from "../store/memory";
import { alarm } from "./alarm";
import { reporterFor } from "./reporter";
import { explain, type Surroundings } from "./surroundings";
import { archiveTask, performWith, restoreTask, type Task } from "./task";
import { whyKept } from "./why-kept";

const LONGEST_PRUNE_MS = 5_000;

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
