import { concludeByGroup, end, followOperation, writeOrWarn } from "./conclude";
import type { JournalEntry } from "./journal";
import type { Outcome } from "./outcome";
import { type Group, isPlatformError, type Operation, type PlatformError, type Server } from "./platform";
import type { Run } from "./run";

/** Sends the operation exactly once and follows it. The intent is on disk before the request, the job after it. */
export async function submit(run: Run, group: Group, live: readonly Server[]): Promise<Outcome> {
  const { clock, platform, report } = run.ports;
  const intent: JournalEntry = {
    version: 1,
    endpoint: platform.endpoint,
    accountAlias: run.order.accountAlias,
    groupId: run.order.groupId,
    groupName: group.name,
    servers: live.map((server) => server.id),
    intendedAt: new Date(clock.now()).toISOString(),
  };
  await refuseWhenAnotherRunBegan(run);
  await writeOrRefuse(run, intent);
  report({ kind: "submitting", group, liveServers: live.length });

  let operation: Operation;
  try {
    operation = await platform.archive(run.order);
  } catch (error) {
    if (!isPlatformError(error)) {
      throw error;
    }
    return answerless(run, intent, error);
  }
  run.phase = { at: "in-flight", operation };
  const submitted: JournalEntry = { ...intent, submittedAt: new Date(clock.now()).toISOString(), operation };
  await writeOrWarn(run, submitted);
  report({ kind: "submitted", operation });
  const outcome = await followOperation(run, submitted, operation);
  return (
    outcome ??
    run.end("unknown", `the queue does not know ${operation.id}, and "${group.name}" is not archived`)
  );
}

/** The request was refused, or nobody knows whether it arrived. It is never sent again in this run. */
async function answerless(run: Run, intent: JournalEntry, error: PlatformError): Promise<Outcome> {
  if (error.trouble !== "transient") {
    run.phase = { at: "rejected" };
    await end(run, intent, "rejected");
    run.end(error.trouble === "credentials" ? "credentials" : "failed", error.message);
  }
  run.phase = { at: "unanswered" };
  const outcome = await concludeByGroup(run, intent, `no answer to the request (${error.message})`);
  return (
    outcome ??
    run.end(
      "unknown",
      `the archive of "${intent.groupName}" may or may not have been accepted: ${error.message}`,
    )
  );
}

/** Whatever an earlier run left open was ended before; what is open now belongs to a run at this very time. */
async function refuseWhenAnotherRunBegan(run: Run): Promise<void> {
  const latest = await run.ports.journal.read();
  if (latest && !latest.ended) {
    run.end(
      "unknown",
      `another run began to archive "${latest.groupName}" at ${latest.intendedAt}; let it end first`,
    );
  }
}

async function writeOrRefuse(run: Run, entry: JournalEntry): Promise<void> {
  try {
    await run.ports.journal.write(entry);
  } catch (error) {
    run.end(
      "failed",
      `the journal ${run.ports.journal.location} can not be written (${(error as Error).message})`,
    );
  }
}
