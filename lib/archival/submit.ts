import { concludeByGroup, followOperation } from "./conclude";
import { Logbook } from "./logbook";
import type { Outcome } from "./outcome";
import { type Group, isPlatformError, type Operation, type PlatformError, type Server } from "./platform";
import type { Run } from "./run";

/** Sends the operation exactly once and follows it. The intent is on disk before the request, the job after it. */
export async function submit(run: Run, group: Group, live: readonly Server[]): Promise<Outcome> {
  const { lock, platform, report } = run.ports;
  if (run.ports.isAbandoned()) {
    run.end("failed", "whoever started this run is gone, so nobody would learn what comes of it");
  }
  if (!(await lock.isOurs())) {
    run.end("unknown", "this run stood still for so long that it lost its lock; another one may be at it");
  }
  const logbook = await Logbook.open(run, group, live);
  report({ kind: "submitting", group, liveServers: live.length });

  let operation: Operation;
  try {
    operation = await platform.archive(run.order);
  } catch (error) {
    if (!isPlatformError(error)) {
      throw error;
    }
    return answerless(run, logbook, error);
  }
  run.phase = { at: "in-flight", operation };
  await logbook.submitted(operation);
  report({ kind: "submitted", operation });
  const outcome = await followOperation(run, logbook, operation);
  return (
    outcome ??
    run.end("unknown", `the queue does not know ${operation.id}, and "${group.name}" is not archived`)
  );
}

/** The request was refused, or nobody knows whether it arrived. It is never sent again in this run. */
async function answerless(run: Run, logbook: Logbook, error: PlatformError): Promise<Outcome> {
  if (error.trouble !== "transient") {
    run.phase = { at: "rejected" };
    await logbook.end("rejected");
    run.end(error.trouble === "credentials" ? "credentials" : "failed", error.message);
  }
  run.phase = { at: "unanswered" };
  const reason = `no answer to the request (${error.message})`;
  const outcome = await concludeByGroup(run, logbook, reason, run.ports.clock.now());
  return (
    outcome ??
    run.end(
      "unknown",
      `the archive of "${logbook.entry.groupName}" may or may not have been accepted: ${error.message}`,
    )
  );
}
