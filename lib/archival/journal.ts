import type { Operation } from "./platform";

/**
 * What is known of the latest archive of one group, as it is written before and after every step that counts.
 * It holds no secret. Times are ISO 8601 in UTC.
 */
export interface JournalEntry {
  readonly version: 1;
  readonly endpoint: string;
  readonly accountAlias: string;
  readonly groupId: string;
  readonly groupName: string;
  /** Ids of the servers that were to be archived, in the group and all its sub-groups. */
  readonly servers: readonly string[];
  /** When the decision to submit was written, just before the request. */
  readonly intendedAt: string;
  /** When the platform's answer was written; absent when it never came. */
  readonly submittedAt?: string;
  readonly operation?: Operation;
  /** When it ended, and how; absent while the end is not known. */
  readonly ended?: { readonly at: string; readonly as: JournalEnd };
}

export const JOURNAL_ENDS = ["archived", "failed", "rejected", "unverified", "untouched"] as const;

/**
 * - `archived`: the group was seen archived
 * - `failed`: the queue said `failed`
 * - `rejected`: the platform refused the request
 * - `unverified`: the queue said `succeeded`, but the group was not seen archived
 * - `untouched`: nothing came of it, as far as the platform shows
 */
export type JournalEnd = (typeof JOURNAL_ENDS)[number];

/**
 * The memory that survives a kill. It belongs to one endpoint, account and group.
 * A lost or unreadable journal costs a look at the group, nothing more, so `read` never throws for one.
 */
export interface Journal {
  /** Where it is kept, for people to read. */
  readonly location: string;
  read(): Promise<JournalEntry | undefined>;
  /** Resolves once the entry would survive a power cut. */
  write(entry: JournalEntry): Promise<void>;
}
