import type { ApprovedScope } from "./approved-scope";
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

/** What is to be archived, under which conditions, and how long to wait for it. */
export interface ArchiveOrder extends Target, Guardrails {
  /** The only origin that may be asked; absent: whichever is configured. */
  readonly endpoint?: string;
  /** How long to wait in all, in ms. */
  readonly timeoutMs: number;
  /** How long the platform's reads may lag behind its doing, in ms. */
  readonly settleMs: number;
}

export const DEFAULT_TIMEOUT_MS = 4 * 3_600_000;
export const DEFAULT_SETTLE_MS = 60_000;
