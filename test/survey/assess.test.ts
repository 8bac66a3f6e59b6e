import type { Group } from "../../lib/archival/platform";
import { keyOf } from "../../lib/archival/target";
import { subGroupsOf } from "../../lib/archival/tree";
import type { ScheduledActivity } from "../../lib/ctl/readings";
import { type Assessment, assess } from "../../lib/survey/assess";
import type { Findings } from "../../lib/survey/findings";
import { GROUP } from "../construct/stacks";
import { aGroup, anOpenEntry, aServer, NOW } from "./groups";

const PARENT = "213d687f8cb71f54dca084cc6629815c";
const ARCHIVED = aGroup({ status: "archived", servers: [aServer("web01", "archived")] });

const TARGET = { accountAlias: "ALTD", groupId: GROUP };
const schedules = (...answers: (readonly [string, ...ScheduledActivity[]])[]): Findings["schedules"] =>
  new Map(answers.map(([groupId, ...activities]) => [keyOf({ ...TARGET, groupId }), activities]));

function assessed(group: Group, more: Partial<Findings> = {}): Assessment {
  return assess({
    target: TARGET,
    endpoint: "https://ctl.example",
    now: NOW,
    found: { group, path: ["DE1 Hardware"], readAs: GROUP },
    wants: "archived",
    restores: false,
    guardrails: {},
    guardrailsAtApply: [],
    isPriced: false,
    schedules: schedules(...[group, ...subGroupsOf(group)].map(({ id }) => [id] as const)),
    archivedFromHere: [],
    nested: [],
    ...more,
  });
}

test("a group with nothing special has no warnings", () => {
  const { impact, urgent } = assessed(aGroup());
  expect([impact.warnings, urgent]).toEqual([[], []]);
  expect(impact).toMatchObject({
    seenAt: "2026-11-25T19:00:00Z",
    source: "survey",
    path: ["DE1 Hardware"],
    locationId: "DE1",
    archived: false,
    asWanted: false,
    guardrails: [],
    notKnown: [],
  });
  expect(impact).not.toHaveProperty("cost");
});

const started = aServer("web01", "active", { power: "started" });
const CHARGE = { monthlyEstimate: 10, monthToDate: 4, archiveCost: 0 };
const activity = (type: string, isOn = true) => ({ type, isOn, next: "2026-12-01T03:00:00Z" });

test.each<[string, Group, Partial<Findings>, readonly string[]]>([
  [
    "servers that are powered on, in sub-groups as well",
    aGroup({ groups: [aGroup({ id: "b", servers: [started] })] }),
    {},
    ["1 of 2 servers powered on"],
  ],
  [
    "servers that are archived already",
    aGroup({ servers: [started, aServer("web02", "archived")] }),
    {},
    ["1 of 1 server powered on"],
  ],
  [
    "an archive in flight",
    aGroup({ servers: [aServer("web01", "queuedForArchive"), aServer("web02", "queuedForArchive")] }),
    {},
    ["an archive is in flight: 2 servers queued for it"],
  ],
  [
    "a restore in flight",
    aGroup({ servers: [aServer("web01", "queuedForRestore"), aServer("web02", "archived")] }),
    {},
    ["a restore is in flight: 1 server queued for it"],
  ],
  ["an archived group", ARCHIVED, {}, ["it is archived already: nothing will be sent"]],
  [
    "schedules after which something runs again, or is gone",
    aGroup(),
    {
      schedules: schedules([
        GROUP,
        ...["poweron", "reboot", "delete", "shutdown", "archive"].map((type) => activity(type)),
      ]),
    },
    ["poweron", "reboot", "delete"].map(
      (type) => `a scheduled activity is on: ${type}, next at 2026-12-01T03:00:00Z`,
    ),
  ],
  ["a schedule that is off", aGroup(), { schedules: schedules([GROUP, activity("poweron", false)]) }, []],
  [
    "a schedule without a time",
    aGroup(),
    { schedules: schedules([GROUP, { type: "reboot", isOn: true }]) },
    ["a scheduled activity is on: reboot"],
  ],
  [
    "a schedule of a sub-group",
    aGroup({ groups: [aGroup({ id: "b", name: "Shop" })] }),
    { schedules: schedules([GROUP], ["b", activity("poweron")]) },
    ['a scheduled activity is on: poweron of "Shop", next at 2026-12-01T03:00:00Z'],
  ],
  [
    "a group to be restored that is active",
    aGroup({ servers: [started] }),
    { wants: "restored" },
    ["it is active already: nothing will be sent"],
  ],
  ["a group to be restored that is archived", ARCHIVED, { wants: "restored" }, []],
  [
    "a group to be restored that is just being archived",
    aGroup({ servers: [aServer("web01", "queuedForArchive")] }),
    { wants: "restored" },
    ["an archive is in flight: 1 server queued for it"],
  ],
])("the plan tells of %s", (_, group, more, warnings) => {
  const { impact, urgent } = assessed(group, more);
  expect(impact.warnings).toEqual(warnings);
  expect(urgent).toEqual([]);
});

test.each<[string, Group, Partial<Findings>, RegExp]>([
  [
    "a group that this user may not archive",
    aGroup({ archivable: false }),
    {},
    /^the platform does not offer archiveGroupAction on it/,
  ],
  [
    "servers that it counts but does not list",
    aGroup({ groups: [aGroup({ id: "b", unlisted: 2 })] }),
    {},
    /^the platform counts 2 servers in it that it does not list: the apply is refused while that is so$/,
  ],
  [
    "a group that is declared inside of it",
    aGroup(),
    { nested: [{ target: TARGET, declaredAt: "retirement/shop" }] },
    /^it holds the group that is declared at "retirement\/shop", which is archived with it$/,
  ],
  [
    "a group that is declared inside of it, where both are restored at the end",
    aGroup(),
    { restores: true, nested: [{ target: TARGET, restores: true, declaredAt: "retirement/shop" }] },
    /which is archived with it; it is restored first when it depends on that one$/,
  ],
  [
    "a group that is declared as archived inside of one that is to be restored",
    ARCHIVED,
    { wants: "restored", nested: [{ target: TARGET, declaredAt: "retirement/shop" }] },
    /^it holds the group that is declared as archived at "retirement\/shop", which is restored with it$/,
  ],
  [
    "the same, where a restore has done a part",
    aGroup({ status: "archived" }),
    { wants: "restored", nested: [{ target: TARGET, declaredAt: "retirement/shop" }] },
    /^it holds the group that is declared as archived at "retirement\/shop", which is restored with it$/,
  ],
  [
    "an archive that was cut off",
    aGroup(),
    { open: anOpenEntry({ operation: { id: "de1-7", href: "/x" } }) },
    /^its archive was cut off \(de1-7, submitted 1 min 30 s ago\); the next apply continues it, or: archived-group archive --account ALTD --group 2a5c/,
  ],
  [
    "a cut-off before the answer",
    aGroup(),
    { open: anOpenEntry({}) },
    /^its archive was cut off \(about to submit 1 min 30 s ago\)/,
  ],
  [
    "a restore that was cut off",
    ARCHIVED,
    { wants: "restored", open: anOpenEntry({ action: "restore", targetGroupId: PARENT }) },
    /^its restore was cut off .*, or: archived-group restore --account ALTD --group \w{32} --target 213d687f8cb71f54dca084cc6629815c$/,
  ],
  [
    "an active group to restore, with what was left archived",
    aGroup({ servers: [aServer("web01"), aServer("web02", "archived")] }),
    { wants: "restored", archivedFromHere: ["web01", "web09"] },
    /^it is active, but some of what was archived is not back in it \(web02, web09\): the apply will fail on those that are still archived, because/,
  ],
  [
    "a restore at destroy that was cut off",
    ARCHIVED,
    { open: anOpenEntry({ action: "restore" }) },
    /^its restore was cut off .*; the next run of its hook finishes it first, or: archived-group restore --account ALTD/,
  ],
])("%s is urgent, and comes first in the plan", (_, group, more, sentence) => {
  const { impact, urgent } = assessed(group, more);
  expect(urgent).toEqual([expect.stringMatching(sentence)]);
  expect(impact.warnings[0]).toBe(urgent[0]);
});

test.each<[Group, "archived" | "restored"]>([
  [aGroup(), "archived"],
  [ARCHIVED, "restored"],
])("a group that is restored, or is to be, may hold one that is declared %#", (group, wants) => {
  const nested = [{ target: TARGET, wants, declaredAt: "retirement/shop" }];
  expect(assessed(group, { wants: "restored", nested }).urgent).toEqual([]);
});

test("that an archived group cannot be archived is not worth a warning", () => {
  expect(assessed({ ...ARCHIVED, archivable: false }).urgent).toEqual([]);
});

test.each<[string, Group, Partial<Findings>, boolean]>([
  ["an active group to archive", aGroup(), {}, false],
  ["an archived group to archive", ARCHIVED, {}, true],
  ["an archived group to restore", ARCHIVED, { wants: "restored" }, false],
  ["an active group to restore", aGroup(), { wants: "restored" }, true],
  [
    "a group to restore of which a restore has done a part",
    aGroup({ status: "archived", servers: [aServer("web01"), aServer("web02", "archived")] }),
    { wants: "restored" },
    false,
  ],
  [
    "a group to restore of which a server was left archived",
    aGroup(),
    { wants: "restored", archivedFromHere: ["web01", "web09"] },
    false,
  ],
  [
    "a group to restore that has an archived server",
    aGroup({ servers: [aServer("web01"), aServer("web02", "archived")] }),
    { wants: "restored" },
    false,
  ],
  [
    "a group to restore of which an archive is in flight",
    aGroup({ servers: [aServer("web01", "queuedForArchive")] }),
    { wants: "restored" },
    false,
  ],
  [
    "an archived group to archive, of which a restore was cut off",
    ARCHIVED,
    { open: anOpenEntry({ action: "restore" }) },
    false,
  ],
  ["an archived group to archive, of which an archive was cut off", ARCHIVED, { open: anOpenEntry() }, true],
])("whether anything is to be done: %s", (_, group, more, asWanted) => {
  expect(assessed(group, more).impact.asWanted).toBe(asWanted);
});

test("a group of which a restore has done a part is still to be restored", () => {
  const half = aGroup({ status: "archived", servers: [aServer("web01"), aServer("web02", "archived")] });
  expect(assessed(half, { wants: "restored" }).impact).toMatchObject({ archived: true, warnings: [] });
  expect(assessed(half).impact.archived).toBe(false);
});

const family = aGroup({ groups: [aGroup({ id: "b" }), aGroup({ id: "c" })] });

test.each<[string, Group, Partial<Findings>, readonly string[]]>([
  ["costs that nobody could tell", aGroup(), { isPriced: true }, ["costs"]],
  ["costs that were told", aGroup(), { isPriced: true, charges: new Map([["web01", CHARGE]]) }, []],
  ["schedules that were not asked", family, { schedules: new Map() }, ["scheduled activities"]],
  [
    "schedules of sub-groups",
    family,
    { schedules: schedules([GROUP]) },
    ["scheduled activities of 2 of its 3 groups"],
  ],
  [
    "guardrails whose value only Terraform knows",
    aGroup(),
    { guardrailsAtApply: ["expectedName", "maxServers"] },
    [
      "whether expectedName holds, which the apply checks: only Terraform knows its value",
      "whether maxServers holds, which the apply checks: only Terraform knows its value",
    ],
  ],
  ["nothing of an archived group", ARCHIVED, { isPriced: true, schedules: new Map() }, []],
  ["nothing of one to be restored", family, { wants: "restored", isPriced: true, schedules: new Map() }, []],
  [
    "what some servers cost",
    aGroup({ servers: [aServer("web01"), aServer("web02"), aServer("web03", "archived")] }),
    { isPriced: true, charges: new Map([["web01", CHARGE]]) },
    ["costs of 1 of its 3 servers"],
  ],
])("the plan says what is not known: %s", (_, group, more, notKnown) => {
  expect(assessed(group, more).impact.notKnown).toEqual(notKnown);
});

test("a guardrail says what it found, whether it passes or refuses", () => {
  const { guardrails } = assessed(aGroup(), { guardrails: { expectedName: "Shop", maxServers: 1 } }).impact;
  expect(guardrails).toEqual([
    {
      name: "expectedName",
      passes: false,
      sentence: 'its name is "Web Applications", expectedName is "Shop"',
    },
    { name: "maxServers", passes: true, sentence: "1 server would be archived, maxServers allows 1" },
  ]);
});

test("costs are those of the group's own servers, added up", () => {
  const charge = { monthlyEstimate: 10, monthToDate: 4, archiveCost: 1 };
  const charges = new Map(["web01", "web02", "elsewhere"].map((id) => [id, charge]));
  const { cost, group } = assessed(aGroup({ servers: [aServer("web01"), aServer("web02")] }), {
    charges,
  }).impact;
  expect(cost).toEqual({ monthlyEstimate: 20, monthToDate: 8, archiveCost: 2 });
  expect(group.servers[0]?.cost).toEqual(charge);
});

test("what the platform counts but does not list travels to the plan, and is no matter where nothing is archived", () => {
  const group = aGroup({ unlisted: 2 });
  expect(assessed(group).impact.group.unlisted).toBe(2);
  expect(assessed(group, { guardrails: { maxServers: 2 } }).impact.guardrails).toMatchObject([
    { name: "maxServers", passes: false, sentence: "3 servers would be archived, maxServers allows 2" },
  ]);
  expect(assessed(group, { wants: "restored" }).urgent).toEqual([]);
  expect(assessed({ ...ARCHIVED, unlisted: 2 }).urgent).toEqual([]);
});

test("a group whose listed servers are archived is not archived while it counts more than it lists", () => {
  const group = aGroup({ servers: [aServer("web01", "archived")], unlisted: 1 });
  expect(assessed(group).impact).toMatchObject({ archived: false, asWanted: false });
});
