import type { GroupRecord, ServerRecord, ServerStatus } from "../account/model";
import type { OperationKind, Timeline } from "./timeline";

/** One job in the queue. */
export interface Operation {
  readonly kind: OperationKind;
  /** Data center and number, e.g. "de1-81787". */
  readonly id: string;
  /** The group; `undefined` for operations on single servers. */
  readonly groupId: string | undefined;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  readonly timeline: Timeline;
  /** The group and its sub-groups, parents first; empty for operations on single servers. */
  readonly groupIds: readonly string[];
  /** The servers, in the order in which the work is done. */
  readonly serverIds: readonly string[];
  readonly work: Work;
  /**
   * Its groups and servers as they were when it was accepted, for stale reads. Dropped when a later operation
   * ends.
   */
  before?: { readonly groups: readonly GroupRecord[]; readonly servers: readonly ServerRecord[] };
}

/** What an operation does. Its timeline says when. */
export interface Work {
  readonly kind: OperationKind;
  /** The status of its servers until the work reaches them. @default - unchanged */
  readonly queuedAs?: ServerStatus;
  /** Done to each server, one after the other. */
  server?(server: ServerRecord): unknown;
  /** Done to each server that a failed operation did not reach. @default - it gets its former status back */
  failed?(server: ServerRecord): unknown;
  /** Done after the last server. It gets the group and its sub-groups, parents first. */
  groups?(groups: readonly GroupRecord[]): unknown;
}

/** What an operation works on, all in one data center. */
export interface Targets {
  readonly locationId: string;
  /** The group and its sub-groups, parents first. */
  readonly groups?: readonly GroupRecord[];
  readonly servers: readonly ServerRecord[];
}
