import type { JournalEntry } from "./journal";

/** The final record of an archive or a restore that was begun: its journal entry, and how it ended. */
export interface Receipt extends JournalEntry {
  /** When it ended (ISO 8601 in UTC), and how. */
  readonly ended: { readonly at: string; readonly as: End };
}

export const ENDS = ["archived", "restored", "failed", "rejected", "unverified", "untouched"] as const;

/**
 * - `archived`: the group was seen archived
 * - `restored`: the group was seen active, with everything in it
 * - `failed`: the queue said `failed`
 * - `rejected`: the platform refused the request
 * - `unverified`: the queue said `succeeded`, but the group was not seen so
 * - `untouched`: nothing came of it, as far as the platform shows
 */
export type End = (typeof ENDS)[number];

/** A request that was refused, or that nothing came of, left the group as it was. */
export function changedTheGroup({ ended }: Receipt): boolean {
  return ended.as !== "rejected" && ended.as !== "untouched";
}

/** Receipts are kept for good. */
export interface Receipts {
  /** Resolves once the receipt would survive a power cut. The same archive or restore has one receipt, however often it is written. */
  write(receipt: Receipt): Promise<void>;
  /** Those of this endpoint, account and group; the one that ended last comes first. */
  all(): Promise<readonly Receipt[]>;
}

/**
 * The archive that changed the group last, however it ended, unless the group was restored since.
 *
 * @param receipts of one group; the one that ended last comes first
 */
export function archiveInForce(receipts: readonly Receipt[]): Receipt | undefined {
  const last = receipts
    .filter(changedTheGroup)
    .find(({ action, ended }) => action === "archive" || ended.as === "restored");
  return last?.action === "archive" ? last : undefined;
}
