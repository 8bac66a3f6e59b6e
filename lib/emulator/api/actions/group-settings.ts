import { networksOf, TEMPLATES } from "../../account/data-center";
import type { ActivityRecord, GroupDefaults, GroupRecord } from "../../account/model";
import type { Answer } from "../answer";
import { type Body, readJson, textField } from "../body";
import { LARGEST, readSize } from "../body-parts";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { type Permissions, permitted, renderChange } from "../wire";
import { changer, currentGroup, visibleGroup } from "./shared";

/** The defaults for new servers that a group can set, in the documented order [DOC]. */
const DEFAULTS = ["cpu", "memoryGB", "networkId", "primaryDns", "secondaryDns", "templateName"] as const;

/** The keys of an activity after its links, in the documented order [DOC]. */
const ACTIVITY = [
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

/**
 * The settings of a group: defaults for new servers [DOC], and scheduled activities [DOC], of which none is
 * upcoming [INF].
 */
export const groupSettings: readonly Route[] = [
  {
    name: "groupSettings",
    method: "GET",
    path: "/v2/groups/:account/:groupId/upcomingScheduledActivities",
    handle: (call) => (visibleGroup(call) ? { status: 200, body: [] } : errors.notFound()),
  },
  {
    name: "groupSettings",
    method: "GET",
    path: "/v2/groups/:account/:groupId/defaults",
    handle(call) {
      const group = visibleGroup(call);
      return group ? { status: 200, body: renderDefaults(group, call) } : errors.notFound();
    },
  },
  {
    name: "groupSettings",
    method: "POST",
    path: "/v2/groups/:account/:groupId/defaults",
    handle: setDefaults,
  },
  {
    // All of them, including those that are off or expired.
    name: "groupSettings",
    method: "GET",
    path: "/v2/groups/:account/:groupId/scheduledActivities",
    handle(call) {
      const { permissions, world } = call;
      const group = visibleGroup(call);
      if (!group) return errors.notFound();
      const account = world.store.account.alias.toLowerCase();
      const body = group.scheduledActivities.map((one) => renderActivity(one, group, account, permissions));
      return { status: 200, body };
    },
  },
];

/** [DOC] Sets the defaults that the request names, and answers with all of them. */
function setDefaults(call: Call): Answer {
  const { world, permissions } = call;
  const read = readJson(call.body);
  if (!read.valid) return errors.invalid();
  const group = currentGroup(call);
  if (!group) return errors.notFound();
  if (permissions.readOnly) return errors.forbidden();
  const values: Record<string, number | string> = {};
  for (const name of DEFAULTS) {
    if (read.fields.get(name.toLowerCase()) === undefined) continue;
    const value = readDefault(read, name, group, call);
    if (value === undefined) return errors.notValid(name, `${name} ${read.fields.get(name.toLowerCase())}`);
    values[name] = value;
  }
  world.store.change(group, { defaults: { ...group.defaults, ...values } }, changer(world));
  return { status: 200, body: renderDefaults(group, { ...call, tree: world.store.tree }) };
}

function readDefault(
  read: Body,
  name: (typeof DEFAULTS)[number],
  { locationId }: GroupRecord,
  { world: { store } }: Call,
): number | string | undefined {
  if (name === "cpu" || name === "memoryGB") {
    return readSize(read.fields.get(name.toLowerCase()), LARGEST[name]);
  }
  const text = textField(read, name);
  if (name === "networkId") {
    const at = store.dataCenter(locationId);
    return at && networksOf(store.account, at).find(({ id }) => id === text)?.id;
  }
  return name === "templateName" ? TEMPLATES.find((one) => one.name === text)?.name : text;
}

/** The group's own defaults; those that it does not set come from the nearest group above it. */
function renderDefaults(group: GroupRecord, { tree }: Call): object {
  const inherited: GroupDefaults[] = [];
  for (let one = parentOf(group); one; one = parentOf(one)) inherited.push(one.defaults);
  return Object.fromEntries(
    DEFAULTS.map((name) => {
      const own = group.defaults[name];
      const value = own ?? inherited.find((defaults) => defaults[name] !== undefined)?.[name];
      const isInherited = own === undefined && value !== undefined;
      return [name, { ...(value !== undefined && { value }), inherited: isInherited }];
    }),
  );

  function parentOf({ parentId }: GroupRecord): GroupRecord | undefined {
    return parentId === undefined ? undefined : tree.group(parentId);
  }
}

/**
 * A scheduled activity, keys in the documented order [DOC].
 *
 * @param account in lower case, as in hrefs
 */
function renderActivity(
  { id, settings, changeInfo }: ActivityRecord,
  group: GroupRecord,
  account: string,
  permissions: Permissions,
): object {
  const href = `/v2/groups/${account}/${group.id}`;
  const links = [
    { rel: "group", href, id: group.id, name: group.name },
    { rel: "self", href: `${href}/scheduledActivities/${id}`, verbs: ["GET", "PUT", "DELETE"] },
  ];
  return {
    id,
    locationId: group.locationId,
    changeInfo: renderChange(changeInfo),
    links: permitted(links, permissions),
    ...Object.fromEntries(ACTIVITY.flatMap((key) => (key in settings ? [[key, settings[key]]] : []))),
  };
}
