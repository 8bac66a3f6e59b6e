import type { ActionName, Group, Server } from "./platform";

/** Where to look, and what is known before. */
export interface Scope {
  /** Ids of servers that were in the group; archived ones leave its tree for the data center's "Archive" group. */
  readonly servers: readonly string[];
  /** The group above it, as far as it is known: where the group is missing, that one has to answer. */
  readonly parentId?: string | undefined;
  /**
   * Whether an archive of the group is known to have succeeded: by the queue's word, or by a receipt that was written on
   * evidence. Only then may a group that is gone be one that the platform hides.
   */
  readonly hasSucceeded: boolean;
  /**
   * Read all of these servers, also where the tree shows already that the group is not archived: it is restored only
   * when the last of them is. @default false
   */
  readonly wholly?: boolean;
}

export const NO_SCOPE: Scope = { servers: [], hasSucceeded: false };

/** What one look at the group showed. What it proves is decided in evidence.ts. */
export interface Sighting {
  /** `undefined` when the platform knows no such group, or hides it. */
  readonly group: Group | undefined;
  /** Every server that was read, in the tree of the group and elsewhere. */
  readonly servers: readonly Server[];
  /** Of them, those that are not archived. */
  readonly live: readonly Server[];
  /** Of them, those that are archived, or wait in the queue to be restored. */
  readonly restorable: readonly Server[];
  /** Ids of servers of the scope that were not read: the platform knows none of that id, or they were not asked for. */
  readonly unread: readonly string[];
  /** What some server waits in the queue for. */
  readonly queued: ActionName | undefined;
  /** Whether something answered that must exist: the group itself, else the group above it or a root group. */
  readonly isAnswering: boolean;
  /** As in the scope. */
  readonly hasSucceeded: boolean;
  /** Equal for two looks between which nothing happened. */
  readonly fingerprint: string;
}

/** What it may mean that the group is missing, depending on what else answers. */
export function whyMissing({ isAnswering }: Pick<Sighting, "isAnswering">): string {
  return isAnswering
    ? "the platform does not show the group: it may be archived and hidden, or deleted"
    : "the platform shows neither the group nor what must exist, such as its data centers: something in between may answer 404 to everything";
}
