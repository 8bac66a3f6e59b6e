import type { GroupRecord, ServerRecord, ServerStatus } from "../account/model";
import type { OperationKind, Timeline } from "./timeline";

/** One job in the queue. */
export interface Operation {
  readonly kind: OperationKind;
  /** Data center and number, e.g. "de1-81787". */
  readonly id: string;
  /** The group it is about; `undefined` for operations on single servers. */
  readonly groupId: string | undefined;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  readonly timeline: Timeline;
  /** The group and its sub-groups, parents first; empty for operations on single servers. */
  readonly groupIds: readonly string[];
  /** The servers whose turn comes, in that order. */
  readonly serverIds: readonly string[];
  readonly work: Work;
  /**
   * Copies of what it touches, as it was when it was accepted: what a stale read shows. They are dropped when a later
   * operation has ended.
   */
  before?: { readonly groups: readonly GroupRecord[]; readonly servers: readonly ServerRecord[] };
}

/** What an operation does; when, its timeline says. */
export interface Work {
  readonly kind: OperationKind;
  /** What its servers are until it is their turn. @default - what they were */
  readonly queuedAs?: ServerStatus;
  /** One server's turn, that of each server after another. */
  server?(server: ServerRecord): unknown;
  /** What is done to a server whose turn does not come, because the operation fails. @default - it is what it was */
  failed?(server: ServerRecord): unknown;
  /** After the last server: the group and its sub-groups, parents first. */
  groups?(groups: readonly GroupRecord[]): unknown;
}

/** What an operation is about, all in one data center. */
export interface Targets {
  readonly locationId: string;
  /** The group and its sub-groups, parents first. */
  readonly groups?: readonly GroupRecord[];
  readonly servers: readonly ServerRecord[];
}
