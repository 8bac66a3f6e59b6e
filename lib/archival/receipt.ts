import type { JournalEntry } from "./journal";

/** The final record of an archive that was begun: its journal entry, and how it ended. */
export interface Receipt extends JournalEntry {
  /** When it ended (ISO 8601 in UTC), and how. */
  readonly ended: { readonly at: string; readonly as: End };
}

export const ENDS = ["archived", "failed", "rejected", "unverified", "untouched"] as const;

/**
 * - `archived`: the group was seen archived
 * - `failed`: the queue said `failed`
 * - `rejected`: the platform refused the request
 * - `unverified`: the queue said `succeeded`, but the group was not seen archived
 * - `untouched`: nothing came of it, as far as the platform shows
 */
export type End = (typeof ENDS)[number];

/** A request that was refused, or that nothing came of, left the group as it was. */
export function changedTheGroup({ ended }: Receipt): boolean {
  return ended.as !== "rejected" && ended.as !== "untouched";
}

/** Receipts are kept for good. */
export interface Receipts {
  /** Resolves once the receipt would survive a power cut. The same archive has one receipt, however often it is written. */
  write(receipt: Receipt): Promise<void>;
  /** The one that ended last of this endpoint, account and group, of those that changed it. */
  last(): Promise<Receipt | undefined>;
}
