import { boolean, type GenericSchema, optional, picklist } from "valibot";
import { date, id, list, matching, object, optionally, type Seed, whole } from "./define";
import { changeInfo } from "./parts";

const count = whole("a whole number of times", 0);

const activityEntries = {
  /** 32 hex digits. @default - made from its group and its place in the list, the same at every start */
  id: optional(id("32 hex digits; without it, made from the group and the place in the list")),
  /** What is to be done. */
  type: picklist([
    "archive",
    "createsnapshot",
    "delete",
    "deletesnapshot",
    "pause",
    "poweron",
    "reboot",
    "shutdown",
  ]),
  /** Whether it is to be done at all. @default "on" */
  status: optionally(picklist(["on", "off"]), "on"),
  /** When it is to be done first, e.g. "2015-03-16T18:11:00Z". */
  beginDateUTC: date,
  /** How often it is to be done. @default "never" */
  repeat: optionally(picklist(["never", "daily", "weekly", "monthly", "customWeekly"]), "never"),
  /** The days of `customWeekly`. @default - none are shown */
  customWeeklyDays: optional(
    list(
      "a list of days of the week, such as tue",
      picklist(["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ),
  ),
  /** When it is no longer to be done. @default "never" */
  expire: optionally(picklist(["never", "afterDate", "afterCount"]), "never"),
  /** After how many times, with `afterCount`. @default - none is shown */
  expireCount: optional(count),
  /** After which time, with `afterDate`. @default - none is shown */
  expireDateUTC: optional(date),
  /** For people to see their own time, e.g. "-07:00:00". @default "00:00:00" */
  timeZoneOffset: optionally(
    matching(/^[+-]?\d{2}:\d{2}:\d{2}$/, "hours, minutes and seconds, such as -07:00:00"),
    "00:00:00",
  ),
  /** Whether it is no longer to be done. @default false */
  isExpired: optionally(boolean(), false),
  /** When it was done last. @default - none is shown */
  lastOccurrenceDateUTC: optional(date),
  /** How many times it was done. @default 0 */
  occurrenceCount: optionally(count, 0),
  /** When it is to be done next. @default - none is shown */
  nextOccurrenceDateUTC: optional(date),
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  changeInfo: optional(changeInfo),
};
/**
 * Something that is to be done to a group at a time, once or again and again, with the names that the documentation
 * gives its parts. The emulator shows it; it does nothing when the time comes.
 */
export interface ScheduledActivitySeed extends Seed<typeof activityEntries> {}
export const scheduledActivity: GenericSchema<ScheduledActivitySeed> = object(
  "what is to be done to a group at a time",
  activityEntries,
);
