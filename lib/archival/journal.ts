import type { ActionName, Operation } from "./platform";
import type { Target } from "./target";

/**
 * What is known of an archive or a restore that was begun and has not ended, as it is written before and after every step that
 * counts. It holds no secret. Times are ISO 8601 in UTC.
 */
export interface JournalEntry extends Target {
  readonly version: 1;
  /** Files that were written before there were restores do not say it; they are read as archives. */
  readonly action: ActionName;
  readonly endpoint: string;
  readonly groupName: string;
  /** The group that it was in when it was archived. */
  readonly parentId?: string;
  /** The group that it was to be restored into. */
  readonly targetGroupId?: string;
  /** Ids of the groups below it. */
  readonly subGroups: readonly string[];
  /** Ids of the servers that were to be archived or restored, in the group and all its sub-groups. */
  readonly servers: readonly string[];
  /** When the decision to submit was written, just before the request. */
  readonly intendedAt: string;
  /** When the platform's answer was written; absent when it never came. */
  readonly submittedAt?: string;
  readonly operation?: Operation;
  /** Whether the operation was sent elsewhere, and followed from here because somebody named it. @default false */
  readonly adopted?: boolean;
  /** Every word of the queue, when it was seen first after another one. */
  readonly transitions: readonly Transition[];
  /** Every run that worked on it, the one that submitted first. */
  readonly runs: readonly RunRecord[];
}

/** What is decided before anything is sent. */
export type Intent = Pick<
  JournalEntry,
  "action" | "groupName" | "parentId" | "targetGroupId" | "subGroups" | "servers"
>;

export interface Transition {
  readonly at: string;
  readonly status: string;
}

/** One run of the hook or of the command, as it stood when it wrote last. */
export interface RunRecord {
  readonly startedAt: string;
  /** The name of the user, as the platform knows it. */
  readonly actor?: string;
  /** How many times it waited, and for how long in all, in ms. */
  readonly waits: number;
  readonly waitedMs: number;
  /** How many of its requests failed. */
  readonly troubles: number;
}

/**
 * The memory that survives a kill. It belongs to one endpoint, account and group, and holds what is open; what has
 * ended is a receipt. A lost or unreadable journal costs a look at the group, nothing more, so `read` never throws
 * for one.
 */
export interface Journal {
  /** Where it is kept, for people to read. */
  readonly location: string;
  read(): Promise<JournalEntry | undefined>;
  /** The same for who only looks: what cannot be used stays, it may be that of a run of another release. */
  peek(): Promise<JournalEntry | "unusable" | undefined>;
  /** Whether something is open, by this run or an earlier one. */
  exists(): Promise<boolean>;
  /** Resolves once the entry would survive a power cut. */
  write(entry: JournalEntry): Promise<void>;
  /** Nothing is open any more. */
  clear(): Promise<void>;
}
