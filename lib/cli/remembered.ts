import { ACTIONS, isDone } from "../archival/action";
import type { JournalEntry } from "../archival/journal";
import type { Server } from "../archival/platform";
import { archivesInForce, changedTheGroup, type Receipt, serversArchivedBy } from "../archival/receipt";
import type { Sighting } from "../archival/sighting";
import type { Target } from "../archival/target";
import { formatDuration } from "../common/duration";
import { count } from "../common/text";
import { finishCommand } from "../contract/orders";

/** What is known here of a group, before anybody is asked. */
export interface Remembered {
  /** The folder that was read. */
  readonly stateFolder: string;
  /** What was begun from here and has not ended. */
  readonly journal: JournalEntry | "unusable" | null;
  /** What ended last from here, and changed the group. */
  readonly receipt: Receipt | null;
  /** What was done when the last operation failed; with what was done by those in a row before it that have failed too. */
  readonly progress?: Progress;
}

/** How many servers are done, of those that were to be. */
interface Progress {
  readonly done: number;
  readonly of: number;
}

/** A command for a shell, and what it does. */
export interface NextStep {
  readonly command: string;
  readonly does: string;
}

/** @param receipts of the group; the one that ended last comes first */
export function remembered(
  stateFolder: string,
  journal: Remembered["journal"],
  receipts: readonly Receipt[],
): Remembered {
  const receipt = receipts.find(changedTheGroup) ?? null;
  const left = receipt?.ended.left;
  const scope = scopeOf(receipt, receipts);
  return {
    stateFolder,
    journal,
    receipt,
    ...(left && { progress: { done: scope.length - left.length, of: scope.length } }),
  };
}

/** The operation that ended last, where it did not end well and the group still is as it left it. */
export function unfinished(
  { receipt }: Remembered,
  receipts: readonly Receipt[],
  seen: Sighting | undefined,
): Receipt | undefined {
  if (!receipt || !["failed", "unverified"].includes(receipt.ended.as)) {
    return undefined;
  }
  const { left } = receipt.ended;
  const scope = scopeOf(receipt, receipts);
  /** Somebody else has undone since what it had done. */
  const isUndone = ({ id }: Server): boolean =>
    left !== undefined && scope.includes(id) && !left.includes(id);
  const action = ACTIONS[receipt.action];
  return seen && (isDone(action, seen) || action.leftOf(seen).some(isUndone)) ? undefined : receipt;
}

/** How to go on. */
export function nextStep(
  target: Target,
  { journal }: Pick<Remembered, "journal">,
  failed: Receipt | undefined,
): NextStep | undefined {
  if (journal) {
    const command = finishCommand(journal === "unusable" ? target : journal);
    return { command, does: "finishes it, sends nothing twice" };
  }
  return (
    failed && {
      command: finishCommand(failed),
      does: `looks at the group first, then ${failed.action}s what is left`,
    }
  );
}

/** Ids of the servers that an operation was to work on, with those that earlier ones have done before they failed. */
function scopeOf(receipt: Receipt | null, receipts: readonly Receipt[]): readonly string[] {
  return receipt?.action === "archive"
    ? serversArchivedBy(archivesInForce(receipts))
    : (receipt?.servers ?? []);
}

/** What is known without the API, a line each. */
export function rememberedRows(
  { journal, progress, receipt, stateFolder }: Remembered,
  now: number,
): (readonly [string, string])[] {
  const ended = receipt && `${begun(receipt, now)}; ${endOf(receipt)}`;
  const done = progress && `: ${progress.done} of ${count(progress.of, "server")} ${doneWord(receipt)}`;
  return [
    ["folder", stateFolder],
    ["journal", journalLine({ journal, receipt }, now)],
    ...(ended ? [["receipt", `${ended}${done ?? ""}`] as const] : []),
  ];
}

function journalLine({ journal, receipt }: Pick<Remembered, "journal" | "receipt">, now: number): string {
  if (journal === "unusable") {
    return "unusable; only the group itself can show what was sent";
  }
  if (journal) {
    return `${begun(journal, now)}; no end recorded`;
  }
  return receipt ? "nothing from here is open" : "nothing was archived from here";
}

function begun({ action, operation, intendedAt, submittedAt }: JournalEntry, now: number): string {
  const what = action === "restore" ? "restore " : "";
  const since = formatDuration(now - Date.parse(submittedAt ?? intendedAt));
  return operation ? `${what}${operation.id}, submitted ${since} ago` : `${what}about to submit ${since} ago`;
}

function endOf({ ended, intendedAt, submittedAt }: Receipt): string {
  const took = formatDuration(Date.parse(ended.at) - Date.parse(submittedAt ?? intendedAt));
  return `ended as ${ended.as} after ${took}, at ${ended.at}`;
}

function doneWord(receipt: Receipt | null): string {
  return receipt?.action === "restore" ? "restored" : "archived";
}
