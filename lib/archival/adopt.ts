import { ACTIONS, isAgreed } from "./action";
import { followOperation } from "./conclude";
import type { Intent, JournalEntry } from "./journal";
import { Logbook } from "./logbook";
import { look } from "./look";
import type { ArchiveOrder } from "./order";
import type { Outcome } from "./outcome";
import type { Operation } from "./platform";
import { archiveInForce } from "./receipt";
import type { Run } from "./run";
import { resume } from "./run-action";
import { NO_SCOPE, type Sighting } from "./sighting";
import { titleOf } from "./target";
import { subGroupsOf } from "./tree";
import { MOST_MISSES } from "./wait";

/**
 * Follows an archive that was sent elsewhere, whose operation somebody knows, as one of an earlier run is followed. It sends
 * nothing, whatever comes of it.
 *
 * @param open what an earlier run from here has left open
 */
export async function adopt(
  run: Run<ArchiveOrder>,
  operation: Operation,
  open?: JournalEntry,
): Promise<Outcome> {
  const ours = open?.operation;
  if (ours && ours.id !== operation.id) {
    run.phase = { at: "in-flight", operation: ours };
    run.end(
      "refused",
      `${operation.id} is not adopted: the journal of this group has ${ours.id}, which comes first; run again without --operation`,
    );
  }
  if (open && ours) {
    return (await resume(run, open)) ?? nothingCame(run, ours);
  }
  if (open) {
    run.phase = { at: "unanswered", action: open.action };
  }
  const seen = await look(run, NO_SCOPE);
  if (!open && isAgreed(ACTIONS.archive, seen)) {
    const summary = `${titleOf(run.order, seen.group)} is archived already; nothing was adopted`;
    return { verdict: "already-archived", summary };
  }
  await requireKnown(run, operation);
  run.ports.report({ kind: "adopting", operation });
  run.phase = { at: "in-flight", operation };
  const logbook = open
    ? await Logbook.continue(run, { ...open, operation, adopted: true })
    : await Logbook.open(run, await intentOf(run, seen), operation);
  return (await followOperation(run, logbook, operation)) ?? nothingCame(run, operation);
}

/** What is archived, as far as it is shown here. */
async function intentOf(run: Run, { group, live }: Sighting): Promise<Intent> {
  const earlier = archiveInForce(await run.ports.receipts.all());
  const parentId = group?.parentId ?? earlier?.parentId;
  return {
    action: "archive",
    groupName: group?.name ?? earlier?.groupName ?? run.order.groupId,
    ...(parentId !== undefined && { parentId }),
    subGroups: group ? subGroupsOf(group).map(({ id }) => id) : (earlier?.subGroups ?? []),
    servers: group ? live.map(({ id }) => id) : (earlier?.servers ?? []),
  };
}

/** A wrong id must not be kept: it would be followed by every run from then on. */
async function requireKnown(run: Run, operation: Operation): Promise<void> {
  const { clock, platform } = run.ports;
  const { accountAlias } = run.order;
  const since = clock.now();
  for (let misses = 0; misses < MOST_MISSES; misses += 1) {
    if ((await run.read(() => platform.progress(accountAlias, operation))) !== undefined) {
      return;
    }
    await run.pause(clock.now() - since, `${operation.id} is not known to the queue`);
  }
  const isAnswering = await run.read(() => platform.isAnswering(accountAlias, undefined));
  const isDefinite = isAnswering && run.phase.at === "nothing-sent";
  run.end(
    isDefinite ? "failed" : "unknown",
    `the queue of ${accountAlias} does not know ${operation.id}, so nothing was adopted`,
  );
}

function nothingCame(run: Run, { id }: Operation): never {
  run.end("unknown", `the queue does not know ${id}, and the group shows no sign of it`);
}
