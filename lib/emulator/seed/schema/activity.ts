import { changeInfo, date, groupId, type Schema } from "./words";

const count: Schema = { type: "integer", minimum: 0, description: "a whole number of times" };

export const scheduledActivity: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["type", "beginDateUTC"],
  properties: {
    id: {
      ...groupId,
      description: "32 hex digits; without it, made from the group and the place in the list",
    },
    type: {
      type: "string",
      enum: [
        "archive",
        "createsnapshot",
        "delete",
        "deletesnapshot",
        "pause",
        "poweron",
        "reboot",
        "shutdown",
      ],
    },
    status: { type: "string", enum: ["on", "off"], default: "on" },
    beginDateUTC: date,
    repeat: {
      type: "string",
      enum: ["never", "daily", "weekly", "monthly", "customWeekly"],
      default: "never",
    },
    customWeeklyDays: {
      type: "array",
      items: { type: "string", enum: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
      description: "a list of days of the week, such as tue",
    },
    expire: { type: "string", enum: ["never", "afterDate", "afterCount"], default: "never" },
    expireCount: count,
    expireDateUTC: date,
    timeZoneOffset: {
      type: "string",
      pattern: "^[+-]?\\d{2}:\\d{2}:\\d{2}$",
      default: "00:00:00",
      description: "hours, minutes and seconds, such as -07:00:00",
    },
    isExpired: { type: "boolean", default: false },
    lastOccurrenceDateUTC: date,
    occurrenceCount: { ...count, default: 0 },
    nextOccurrenceDateUTC: date,
    changeInfo,
  },
  description: "what is to be done to a group at a time",
};
