import type { Evidence } from "./evidence";
import type { JournalEntry } from "./journal";

/** The final record of an archive or a restore that was begun: its journal entry, and how it ended. */
export interface Receipt extends JournalEntry {
  readonly ended: {
    /** ISO 8601 in UTC. */
    readonly at: string;
    readonly as: End;
    /** What showed that it was archived or restored; receipts of earlier releases do not say it. */
    readonly evidence?: Evidence;
    /** Ids of the servers of which nothing was done when it failed. */
    readonly left?: readonly string[];
  };
}

export const ENDS = ["archived", "restored", "failed", "rejected", "unverified", "untouched"] as const;

/**
 * - `archived`: the group was seen archived, or has succeeded and is hidden: `evidence` says which
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
  /** Where the receipt lies that this run wrote last, for people to read. */
  location(): Promise<string | undefined>;
}

/**
 * The archive that changed the group last, however it ended, unless the group was restored since.
 *
 * @param receipts of one group; the one that ended last comes first
 */
export function archiveInForce(receipts: readonly Receipt[]): Receipt | undefined {
  return archivesInForce(receipts)[0];
}

/**
 * The archives that made the group what it is, the last one first: after one that failed, the next one has the servers that
 * were left. When one begins although an older one was seen archived, somebody has restored the group in between.
 *
 * @param receipts of one group; the one that ended last comes first
 */
export function archivesInForce(receipts: readonly Receipt[]): readonly Receipt[] {
  const changes = receipts.filter(changedTheGroup);
  const restored = changes.findIndex(({ ended }) => ended.as === "restored");
  const archives = upTo(restored, changes).filter(({ action }) => action === "archive");
  return upTo(
    archives.findIndex(({ ended }, at) => at > 0 && ended.as === "archived"),
    archives,
  );
}

/**
 * Ids of the servers that archives in force have archived. What an earlier one has left, the next one has, or somebody else.
 *
 * @param archives the last one first
 */
export function serversArchivedBy([last, ...earlier]: readonly Receipt[]): readonly string[] {
  const done = earlier.flatMap(({ servers, ended }) => {
    const left = new Set(ended.left);
    return servers.filter((id) => !left.has(id));
  });
  return [...new Set([...(last?.servers ?? []), ...done])];
}

/** @param end -1 for all */
function upTo<T>(end: number, items: readonly T[]): readonly T[] {
  return end < 0 ? items : items.slice(0, end);
}
