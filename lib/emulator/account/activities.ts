import { type Permissions, permitted, wireDate } from "../api/links";
import type { ScheduledActivitySeed } from "../seed/activity";
import type { ActivityRecord, GroupRecord } from "./model";
import { stableId } from "./stable-id";

/** What follows the links of an activity, in the documented order [DOC]. */
const SETTINGS = [
  "status",
  "type",
  "beginDateUTC",
  "repeat",
  "customWeeklyDays",
  "expire",
  "expireCount",
  "expireDateUTC",
  "timeZoneOffset",
  "isExpired",
  "lastOccurrenceDateUTC",
  "occurrenceCount",
  "nextOccurrenceDateUTC",
] as const satisfies readonly (keyof ActivityRecord["settings"])[];

const DEFAULTS = {
  status: "on",
  repeat: "never",
  expire: "never",
  timeZoneOffset: "00:00:00",
  isExpired: false,
  occurrenceCount: 0,
} as const;

/** The id that an activity has, in lower case, or gets from its place in the list of its group. */
export function activityId({ id }: ScheduledActivitySeed, groupId: string, place: number): string {
  return (id ?? stableId(groupId, "scheduledActivities", String(place))).toLowerCase();
}

/** What a seed says of an activity, with what it left out. */
export function activitySettings(seed: ScheduledActivitySeed): ActivityRecord["settings"] {
  const { id: _, changeInfo: __, ...settings } = seed;
  return { ...DEFAULTS, ...settings };
}

/**
 * An activity of a group, keys in the documented order [DOC].
 *
 * @param account as in hrefs: lower case
 */
export function renderActivity(
  { id, settings, changeInfo }: ActivityRecord,
  group: GroupRecord,
  account: string,
  permissions: Permissions,
): Record<string, unknown> {
  const href = `/v2/groups/${account}/${group.id}`;
  const links = [
    { rel: "group", href, id: group.id, name: group.name },
    { rel: "self", href: `${href}/scheduledActivities/${id}`, verbs: ["GET", "PUT", "DELETE"] },
  ];
  return {
    id,
    locationId: group.locationId,
    changeInfo: {
      createdBy: changeInfo.createdBy,
      createdDate: wireDate(changeInfo.createdDate),
      modifiedBy: changeInfo.modifiedBy,
      modifiedDate: wireDate(changeInfo.modifiedDate),
    },
    links: permitted(links, permissions),
    ...Object.fromEntries(SETTINGS.flatMap((key) => (key in settings ? [[key, settings[key]]] : []))),
  };
}
