import type { JournalEntry } from "../archival/journal";
import type { Guardrails } from "../archival/order";
import type { Receipt } from "../archival/receipt";
import type { Target } from "../archival/target";
import type { Charges } from "../ctl/billing";
import type { LocatedGroup } from "./read-groups";
import type { Schedules } from "./read-schedules";
import type { Neighbour } from "./survey-groups";

/** What was found out about one declared group. */
export interface Findings {
  readonly target: Target;
  readonly endpoint: string;
  /** ms since the epoch. */
  readonly now: number;
  readonly found: LocatedGroup;
  readonly wants: "archived" | "restored";
  /** Whether it restores the group, now or at its end. */
  readonly restores: boolean;
  readonly guardrails: Guardrails;
  readonly guardrailsAtApply: readonly string[];
  /** Whether it was asked what the servers cost. */
  readonly isPriced: boolean;
  /** By the id of the server; absent when there was no answer. */
  readonly charges?: ReadonlyMap<string, Charges> | undefined;
  /** Absent when nobody wants to know. */
  readonly schedules: Schedules | undefined;
  /** An archive of it that was begun here and has not ended. */
  readonly open?: JournalEntry | undefined;
  /** Where the platform does not show it, and it is known from here. */
  readonly receipt?: Receipt;
  /** Ids of the servers that archives from here have archived, where it is to be restored. */
  readonly archivedFromHere: readonly string[];
  /** The declarations of groups below it. */
  readonly nested: readonly Neighbour[];
}
