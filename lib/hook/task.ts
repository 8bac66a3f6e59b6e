import { archive } from "../archival/archive";
import type { ArchiveOrder, Order, RestoreOrder } from "../archival/order";
import type { Outcome } from "../archival/outcome";
import type { ActionName } from "../archival/platform";
import type { Ports } from "../archival/ports";
import { restore } from "../archival/restore";
import { EXIT } from "../contract/exit-codes";
import { DESTROY_VARIABLES } from "../contract/settings";
import type { Memory } from "../store/memory";
import { alarm } from "./alarm";
import type { Reporter } from "./reporter";
import type { Surroundings } from "./surroundings";

/** For the last request, which may have begun when the time was almost over. */
const GRACE_MS = 3_000;

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
