import type { JournalEntry } from "../archival/journal";
import type { Guardrails } from "../archival/order";
import type { Receipt } from "../archival/receipt";
import type { Target } from "../archival/target";
import type { Charges, ScheduledActivity } from "../ctl/readings";
import type { GroupReader, LocatedGroup } from "./read-groups";
import type { Schedules } from "./read-schedules";

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

/** One declared group, as others see it. */
export interface Neighbour {
  readonly target: Target;
  /** @default "archived" */
  readonly wants?: "archived" | "restored";
  /** Whether it restores the group, now or at its end. @default false */
  readonly restores?: boolean;
  /** Where it is declared, for people. */
  readonly declaredAt: string;
}

/** One declared group that is to be looked at. */
export interface Wanted extends Neighbour {
  readonly guardrails: Guardrails;
  /** Guardrails whose value only Terraform knows. @default none */
  readonly guardrailsAtApply?: readonly string[];
  /** What its hook is told; absent for a group that is declared nowhere. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a survey asks. Every promise may reject with a `PlatformError`. */
export interface Surveyor {
  readonly platform: GroupReader & {
    readonly endpoint: string;
    /** Whether the API still shows what must exist, so that a 404 says something. */
    isAnswering(accountAlias: string, parentId: string | undefined): Promise<boolean>;
    billing(target: Target): Promise<ReadonlyMap<string, Charges> | undefined>;
    scheduledActivities(target: Target): Promise<readonly ScheduledActivity[] | undefined>;
  };
  /** What was begun of a group from here and has not ended. */
  openArchive(target: Target): Promise<JournalEntry | undefined>;
  /** The archives that were made from here and are in force, the last one first. */
  archivesFromHere(target: Target): Promise<readonly Receipt[]>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Why a group was not seen. */
export interface Unseen {
  /** One sentence. */
  readonly why: string;
  /**
   * - `missing`: the platform says that there is no such group, and answers otherwise; it may hide what is archived
   * - `forbidden`: the platform says that this user may not see it (403)
   * - `elsewhere`: it is declared for another API, and was not asked for
   * - `unreadable`: there was no usable answer
   */
  readonly because: "missing" | "forbidden" | "elsewhere" | "unreadable";
}
