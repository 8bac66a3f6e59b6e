import type { GroupDefaults, GroupRecord } from "../../account/model";
import { networksOf } from "../../account/networks";
import { TEMPLATES } from "../../account/templates";
import type { Answer } from "../answer";
import { type Body, numberField, readJson, textField } from "../body";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { changer, currentGroup, visibleGroup } from "./find";

/** What a group can say of its new servers, in the documented order [DOC]. */
const DEFAULTS = ["cpu", "memoryGB", "networkId", "primaryDns", "secondaryDns", "templateName"] as const;
const MOST: Readonly<Record<string, number>> = { cpu: 16, memoryGB: 128 };

/** GET …/upcomingScheduledActivities of a group [INF], and its …/defaults [DOC]. */
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
      return group ? { status: 200, body: render(group, call) } : errors.notFound();
    },
  },
  {
    name: "groupSettings",
    method: "POST",
    path: "/v2/groups/:account/:groupId/defaults",
    handle: setDefaults,
  },
];

/** [DOC] Sets those that it names, and answers them all. */
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
  return { status: 200, body: render(group, { ...call, tree: world.store.tree }) };
}

function readDefault(
  read: Body,
  name: (typeof DEFAULTS)[number],
  { locationId }: GroupRecord,
  { world: { store } }: Call,
): number | string | undefined {
  const most = MOST[name];
  if (most !== undefined) {
    const number = numberField(read, name);
    return number !== undefined && Number.isInteger(number) && number >= 1 && number <= most
      ? number
      : undefined;
  }
  const text = textField(read, name);
  if (name === "networkId") {
    const at = store.dataCenter(locationId);
    return at && networksOf(store.account, at).find(({ id }) => id === text)?.id;
  }
  return name === "templateName" ? TEMPLATES.find((one) => one.name === text)?.name : text;
}

/** What the group itself says, or else the nearest group above it that does. */
function render(group: GroupRecord, { tree }: Call): object {
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
