import { type Action, isAgreed } from "./action";
import { concludeByGroup, followOperation } from "./conclude";
import type { Intent } from "./journal";
import { Logbook } from "./logbook";
import type { Outcome } from "./outcome";
import { isPlatformError, type Operation, type PlatformError } from "./platform";
import type { Run } from "./run";
import type { Sighting } from "./sighting";
import { whyMissing } from "./sighting";
import type { Target } from "./target";
import { titleOf } from "./target";
import { followGroup } from "./watch";

/**
 * Sends an operation exactly once and follows it. The intent is on disk before the request, the job after it.
 *
 * @param send called at most once
 * @returns `undefined` when it may be sent again by whoever looks at the group again: the platform was asked too often and
 *   has not looked at the request, or it refused the token, and nothing has come of the request since
 */
export async function submit(
  run: Run,
  intent: Intent,
  send: () => Promise<Operation>,
): Promise<Outcome | undefined> {
  const { lock, report } = run.ports;
  if (run.ports.isAbandoned()) {
    run.end("failed", "the process that started this run has ended, so nobody would see the result");
  }
  run.goOn();
  if (!(await lock.isOurs())) {
    run.end(
      "unknown",
      "this run was paused for so long that it lost its lock; another run may be working on the group",
    );
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

/**
 * The request was refused, or nobody knows whether it arrived. It is never sent again on a guess.
 *
 * @returns `undefined` when nothing came of it that was answered with 401: it may be sent once more
 */
async function answerless(run: Run, logbook: Logbook, error: PlatformError): Promise<Outcome | undefined> {
  const { trouble, message } = error;
  if (trouble === "credentials" || trouble === "rejected") {
    run.phase = { at: "rejected" };
    await logbook.end("rejected");
    if (error.isConflict) {
      return watchOther(run, logbook, error);
    }
    run.end(trouble === "credentials" ? "credentials" : "failed", message);
  }
  const { action, groupName } = logbook.entry;
  run.phase = { at: "unanswered", action };
  const isRefused = trouble === "stale-token";
  const reason = isRefused
    ? `the request may have been accepted, although its token was rejected (${message})`
    : `no response to the request (${message})`;
  const outcome = await concludeByGroup(run, logbook, reason, run.ports.clock.now());
  if (outcome) {
    return outcome;
  }
  if (!isRefused) {
    run.end("unknown", `the ${action} of "${groupName}" may or may not have been accepted: ${message}`);
  }
  if (run.refusals > 0) {
    run.end("credentials", `${message}, even with a new token`);
  }
  run.refusals += 1;
  await logbook.end("untouched");
  run.phase = { at: "nothing-sent" };
  return undefined;
}

/**
 * The platform offered the action a moment ago and refuses it now: another run may have been faster, on a machine whose lock
 * is not ours. What that one does is waited for.
 */
async function watchOther(
  run: Run,
  { action, scope, entry }: Logbook,
  { message }: PlatformError,
): Promise<Outcome> {
  const reason = `it was rejected (${message}), as happens while another operation is running`;
  const seen = await followGroup(run, action, scope, run.ports.clock.now(), reason);
  if (isAgreed(action, seen)) {
    return foundInFlight(action, entry, seen);
  }
  if (!action.isTelling(seen)) {
    run.end("unknown", `${message}; and ${whyMissing(seen)}`);
  }
  run.end("failed", message);
}

/** The end of what somebody else has sent. */
export function foundInFlight(action: Action, target: Target, { group }: Sighting): Outcome {
  const title = titleOf(target, group);
  return { verdict: action.done, summary: `${title} was ${action.done} by an operation found in flight` };
}
