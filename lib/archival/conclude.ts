import { formatDuration } from "../common/duration";
import { isAgreed, isDone } from "./action";
import type { Logbook } from "./logbook";
import { look } from "./look";
import { adoptCommand } from "./order";
import type { Outcome } from "./outcome";
import type { Operation } from "./platform";
import type { Run } from "./run";
import type { Sighting } from "./sighting";
import { whyMissing } from "./sighting";
import { titleOf } from "./target";
import { waitForQueue } from "./wait";
import { followGroup } from "./watch";

/**
 * Waits for the queue's last word and then believes the group, not the word.
 *
 * @returns `undefined` when the queue does not know the job, and the group shows that nothing came of it
 * @throws Abort when that cannot be known
 */
export async function followOperation(
  run: Run,
  logbook: Logbook,
  operation: Operation,
): Promise<Outcome | undefined> {
  const word = await waitForQueue(run, logbook, operation);
  // An earlier run may have heard the last word, and been cut off.
  if (word === "forgotten" && !logbook.scope.hasSucceeded) {
    run.phase = { at: "forgotten", operation };
    return concludeByGroup(run, logbook, `the queue does not know ${operation.id}`);
  }
  run.ports.report({ kind: "verifying", operation });
  return word === "failed" ? concludeFailure(run, logbook, operation) : verify(run, logbook, operation);
}

/**
 * Finds out from the group alone what became of a submission.
 *
 * @param attemptedAt ms since the epoch: when the request may have come to the platform last
 * @returns `undefined` when the group shows that nothing came of it: it has stayed as it is for the settle window
 * @throws Abort when that cannot be known, because the platform does not show the group
 */
export async function concludeByGroup(
  run: Run,
  logbook: Logbook,
  reason: string,
  attemptedAt = Date.parse(logbook.entry.submittedAt ?? logbook.entry.intendedAt),
): Promise<Outcome | undefined> {
  const { action, entry, scope } = logbook;
  const first = await look(run, scope);
  const quietSince = action.isUntouched(first, entry.servers) ? attemptedAt : run.ports.clock.now();
  const seen = await followGroup(run, action, scope, quietSince, reason);
  if (isDone(action, seen)) {
    return done(logbook, seen);
  }
  if (action.isTelling(seen)) {
    return undefined;
  }
  const isHidden = seen.isAnswering && !entry.operation;
  run.end(
    "unknown",
    `${reason}, and ${whyMissing(seen)}`,
    isHidden ? [`adopt it with: ${adoptCommand(entry)}`] : undefined,
  );
}

/** Reads lag behind the queue (CenturyLinkCloud/APIDocs issue #4), so the group gets the settle window to agree. */
async function verify(run: Run, logbook: Logbook, operation: Operation): Promise<Outcome> {
  const { clock } = run.ports;
  const { action, entry, scope } = logbook;
  const since = clock.now();
  let undoneUntil = since;
  for (;;) {
    const seen = await look(run, scope);
    const now = clock.now();
    const elapsedMs = now - since;
    const isSeenDone = isDone(action, seen);
    undoneUntil = isSeenDone ? undoneUntil : now;
    if (isAgreed(action, seen) || (isSeenDone && now - undoneUntil >= run.order.settleMs)) {
      return done(logbook, seen);
    }
    if (!isSeenDone && elapsedMs >= run.order.settleMs) {
      await logbook.end("unverified");
      run.phase = { at: "ended", operation, action: action.name };
      run.end(
        "unknown",
        `${operation.id} has succeeded, but "${entry.groupName}" was not seen ${action.done} within ${formatDuration(run.order.settleMs)}`,
        describeLeft(logbook, seen),
      );
    }
    run.ports.report({ kind: "waiting", on: "verifying", elapsedMs: logbook.elapsedMs });
    await run.pause(elapsedMs, "verifying");
  }
}

/** The API gives no reason for a failure, so the servers that are left are named. */
async function concludeFailure(run: Run, logbook: Logbook, operation: Operation): Promise<Outcome> {
  const { action, scope } = logbook;
  const seen = await look(run, scope);
  if (isAgreed(action, seen)) {
    return done(logbook, seen);
  }
  await logbook.end("failed", { left: action.leftOf(seen).map(({ id }) => id) });
  run.phase = { at: "ended", operation, action: action.name };
  run.end("failed", `${operation.id} failed; the platform gives no reason`, describeLeft(logbook, seen));
}

async function done(logbook: Logbook, seen: Sighting): Promise<Outcome> {
  const { action, entry } = logbook;
  const evidence = action.evidence(seen);
  await logbook.end(action.done, evidence ? { evidence } : {});
  const { groupName, operation } = entry;
  const title = titleOf(entry, { name: groupName });
  return {
    verdict: action.done,
    summary:
      evidence === "queue"
        ? `${title} is ${action.done}: ${operation?.id} has succeeded, and the platform no longer shows the group`
        : `${title} was seen ${action.describeDone(seen)}`,
    ...(operation && { operation }),
  };
}

function describeLeft({ action }: Logbook, seen: Sighting): string[] {
  const left = action.leftOf(seen).map(({ id, status }) => `${action.undone}: ${id} (${status})`);
  return left.length > 0 || !seen.group
    ? left
    : [`${action.undone}: the group itself (${seen.group.status})`];
}
