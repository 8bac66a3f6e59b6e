import { UsageError } from "../common/usage-error";
import type { ApprovedScope } from "./approved-scope";
import type { Operation } from "./platform";
import type { Target } from "./target";

/** Under which conditions a group may be archived. */
export interface Guardrails {
  /** The name that the group must have. */
  readonly expectedName?: string;
  /** How many servers that are not archived yet may be in the group and all its sub-groups. */
  readonly maxServers?: number;
  /** Names or globs that neither the group nor anything in it may have. */
  readonly protectedNames?: readonly string[];
  /** What was approved: nothing else may be in the group. */
  readonly scope?: ApprovedScope;
}

/** Which group something is to be done to, and how long to wait for it. */
export interface Order extends Target {
  /** The only origin that may be asked; absent: whichever is configured. */
  readonly endpoint?: string;
  /** How long to wait in all, in ms. */
  readonly timeoutMs: number;
  /** How long the platform's reads may lag behind its doing, in ms. */
  readonly settleMs: number;
}

/** What is to be archived, and under which conditions. */
export interface ArchiveOrder extends Order, Guardrails {
  /** An archive of the group that was sent elsewhere: it is followed, and nothing is sent. */
  readonly operation?: Operation;
}

/** What is to be restored, and where to. */
export interface RestoreOrder extends Order {
  /** Id of the group to restore it into; absent: the one that it was archived from, as our receipts tell. */
  readonly targetGroupId?: string;
  /** Whether to leave a group alone of which nothing here shows that it was archived from here. */
  readonly onlyOurs: boolean;
  /** Ids of servers that were in it when it was archived, as far as the declaration knows; receipts know better. */
  readonly servers: readonly string[];
}

export const DEFAULT_TIMEOUT_MS = 4 * 3_600_000;
export const DEFAULT_SETTLE_MS = 60_000;

/**
 * An operation of which only the id is known; where its status is read is documented.
 *
 * @throws UsageError when it is no id of the queue: a data center and a number (recorded, 167 of 167)
 */
export function parseOperation(id: string): Operation {
  if (!/^[a-z][a-z0-9]{1,9}-\d{1,15}$/i.test(id)) {
    throw new UsageError(
      `operation must be the id of an operation, a data center and a number such as "de1-81787", got "${id}"`,
    );
  }
  return { id: id.toLowerCase(), href: "" };
}

/** The command that follows an operation whose id is known from elsewhere. */
export function adoptCommand({ accountAlias, groupId }: Target): string {
  return `archived-group archive --account ${accountAlias} --group ${groupId} --operation ID`;
}
