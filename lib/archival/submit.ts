import { concludeByGroup, followOperation } from "./conclude";
import type { Intent } from "./journal";
import { Logbook } from "./logbook";
import type { Outcome } from "./outcome";
import { isPlatformError, type Operation, type PlatformError } from "./platform";
import type { Run } from "./run";

/**
 * Sends an operation exactly once and follows it. The intent is on disk before the request, the job after it.
 *
 * @param send called at most once
 * @returns `undefined` when the platform was asked too often and has not looked at the request, after as long as it asked
 *   for: whoever looks at the group again may submit again
 */
export async function submit(
  run: Run,
  intent: Intent,
  send: () => Promise<Operation>,
): Promise<Outcome | undefined> {
  const { lock, report } = run.ports;
  if (run.ports.isAbandoned()) {
    run.end("failed", "whoever started this run is gone, so nobody would learn what comes of it");
  }
  run.goOn();
  if (!(await lock.isOurs())) {
    run.end("unknown", "this run stood still for so long that it lost its lock; another one may be at it");
  }
  const logbook = await Logbook.open(run, intent);
  const { action, groupName, servers } = intent;
  const group = { id: run.order.groupId, name: groupName };
  report({ kind: "submitting", action, group, servers: servers.length });

  run.goOn();
  // Until it is answered: the time of the run may be over before.
  run.phase = { at: "unanswered", action };
  let operation: Operation;
  try {
    operation = await send();
  } catch (error) {
    if (!isPlatformError(error)) {
      throw error;
    }
    if (error.trouble === "throttled") {
      run.phase = { at: "rejected" };
      await logbook.end("rejected");
      await run.putOff(error);
      return undefined;
    }
    return answerless(run, logbook, error);
  }
  run.phase = { at: "in-flight", operation };
  await logbook.submitted(operation);
  report({ kind: "submitted", operation });
  const outcome = await followOperation(run, logbook, operation);
  return (
    outcome ??
    run.end(
      "unknown",
      `the queue does not know ${operation.id}, and "${groupName}" is not ${logbook.action.done}`,
    )
  );
}

/** The request was refused, or nobody knows whether it arrived. It is never sent again in this run. */
async function answerless(run: Run, logbook: Logbook, error: PlatformError): Promise<Outcome> {
  if (error.trouble !== "transient") {
    run.phase = { at: "rejected" };
    await logbook.end("rejected");
    run.end(error.trouble === "credentials" ? "credentials" : "failed", error.message);
  }
  const { action, groupName } = logbook.entry;
  run.phase = { at: "unanswered", action };
  const reason = `no answer to the request (${error.message})`;
  const outcome = await concludeByGroup(run, logbook, reason, run.ports.clock.now());
  return (
    outcome ??
    run.end("unknown", `the ${action} of "${groupName}" may or may not have been accepted: ${error.message}`)
  );
}
