import type { ChangeSeed } from "./account";

/**
 * Something that is to be done to a group at a time, once or again and again, with the names that the documentation
 * gives its parts. The emulator shows it; it does nothing when the time comes.
 */
export interface ScheduledActivitySeed {
  /** 32 hex digits. @default - made from its group and its place in the list, the same at every start */
  readonly id?: string;
  /** What is to be done. */
  readonly type:
    | "archive"
    | "createsnapshot"
    | "delete"
    | "deletesnapshot"
    | "pause"
    | "poweron"
    | "reboot"
    | "shutdown";
  /** Whether it is to be done at all. @default "on" */
  readonly status?: "on" | "off";
  /** When it is to be done first, e.g. "2015-03-16T18:11:00Z". */
  readonly beginDateUTC: string;
  /** How often it is to be done. @default "never" */
  readonly repeat?: "never" | "daily" | "weekly" | "monthly" | "customWeekly";
  /** The days of `customWeekly`. @default - none are shown */
  readonly customWeeklyDays?: readonly ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")[];
  /** When it is no longer to be done. @default "never" */
  readonly expire?: "never" | "afterDate" | "afterCount";
  /** After how many times, with `afterCount`. @default - none is shown */
  readonly expireCount?: number;
  /** After which time, with `afterDate`. @default - none is shown */
  readonly expireDateUTC?: string;
  /** For people to see their own time, e.g. "-07:00:00". @default "00:00:00" */
  readonly timeZoneOffset?: string;
  /** Whether it is no longer to be done. @default false */
  readonly isExpired?: boolean;
  /** When it was done last. @default - none is shown */
  readonly lastOccurrenceDateUTC?: string;
  /** How many times it was done. @default 0 */
  readonly occurrenceCount?: number;
  /** When it is to be done next. @default - none is shown */
  readonly nextOccurrenceDateUTC?: string;
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}
