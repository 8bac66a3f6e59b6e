import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { is } from "valibot";
import {
  type AccountSeed,
  CtlEmulator,
  DECOMMISSIONED,
  EmulatorError,
  type GroupSeed,
  type GroupView,
  parseSeed,
  type ServerView,
  sampleAccount,
  WEB_APPLICATIONS,
} from "../../../lib/emulator";
import { account as accountSchema, definitions } from "../../../lib/emulator/seed/account";
import { Wire } from "../contract/wire";

const A = "a".repeat(32);
const B = "b".repeat(32);
const C = "c".repeat(32);
const DAY = "2015-03-26T23:59:28Z";

const FILE = join(__dirname, "..", "..", "..", "schema", "seed.schema.json");
const valid = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(FILE, "utf8")));

/** The groups of one data center, as a file. */
const read = (dataCenter: object, more: readonly object[] = []): AccountSeed =>
  parseSeed(
    JSON.stringify({
      alias: "ALTD",
      dataCenters: [{ id: "DE1", name: "DE1 - Germany", ...dataCenter }, ...more],
    }),
    "seed.json",
  );

test("the published schema is the one that the emulator checks with", () => {
  const schema = toJsonSchema(accountSchema, {
    target: "draft-2020-12",
    definitions,
    ignoreActions: ["check"],
  });
  // If not: node --import tsx scripts/seed-schema.mjs
  expect(JSON.parse(readFileSync(FILE, "utf8"))).toEqual(JSON.parse(JSON.stringify(schema)));
});

test("the sample account is a seed, and so is what an emulator saves of it", async () => {
  const emulator = await CtlEmulator.start();
  for (const account of [sampleAccount, emulator.snapshot()]) {
    expect(valid(JSON.parse(JSON.stringify(account))) || valid.errors).toBe(true);
    expect(() => parseSeed(JSON.stringify(account), "seed.json")).not.toThrow();
  }
  await emulator.stop();
});

test("groups and servers stand inside their group, or in a list with its id", async () => {
  const nested = read({
    groups: [
      {
        id: A,
        name: "Outer",
        servers: [{ name: "out01" }],
        groups: [{ id: B, name: "Inner", status: "archived", servers: [{ name: "in01", cpu: 1 }] }],
      },
    ],
  });
  const flat = read({
    groups: [
      { id: B.toUpperCase(), name: "Inner", parentId: A, status: "archived" },
      { id: A, name: "Outer" },
    ],
    servers: [
      { name: "in01", cpu: 1, groupId: B },
      { name: "out01", groupId: A },
    ],
  });
  const [one, two] = await Promise.all([nested, flat].map((account) => CtlEmulator.start({ account })));
  for (const id of [A, B]) expect(two?.group(id)).toEqual(one?.group(id));
  expect(one?.group(A)).toMatchObject({ path: "DE1 Hardware / Outer", servers: [{ id: "de1altdout01" }] });
  expect(two?.group(B)?.archivedServers).toMatchObject([{ id: "de1altdin01" }]);
  await Promise.all([one?.stop(), two?.stop()]);
});

test.each<[string, string, string]>([
  ["invalid JSON", '{"alias": "ALTD",', "seed.json is invalid JSON: "],
  ["nothing", "", "seed.json is invalid JSON: "],
  ["a list", "[]", "seed.json: it must be an object, not a list"],
  ["no data centers", '{"alias":"ALTD"}', "seed.json: it has no dataCenters, which must be there"],
  [
    "an empty list of them",
    '{"alias":"ALTD","dataCenters":[]}',
    "seed.json: /dataCenters must be a list of at least one data center, not a list",
  ],
  [
    "a strange alias",
    '{"alias":"A B","dataCenters":[]}',
    '/alias must be letters and digits, such as ALTD, not "A B"',
  ],
  ["too much depth", `${"[".repeat(300)}${"]".repeat(300)}`, "it is nested deeper than 100 groups"],
])("a file with %s is refused with one sentence", (_, text, sentence) => {
  expect(() => parseSeed(text, "seed.json")).toThrow(sentence);
  expect(() => parseSeed(text, "seed.json")).toThrow(EmulatorError);
});

const G = "seed.json: /dataCenters/0/groups";
const WRONG: [string, object, object[], string][] = [
  [
    "a cycle",
    {
      groups: [
        { id: A, name: "One", parentId: B },
        { id: B, name: "Two", parentId: A },
      ],
    },
    [],
    `${G}/0/parentId makes a circle of groups: "One" > "Two" > "One"`,
  ],
  [
    "a group in itself",
    { groups: [{ id: A, name: "One", parentId: A }] },
    [],
    `${G}/0/parentId makes a circle of groups: "One" > "One"`,
  ],
  [
    "a cycle below which another group stands",
    {
      groups: [
        { id: C, name: "Below", parentId: A },
        { id: A, name: "One", parentId: B },
        { id: B, name: "Two", parentId: A },
      ],
    },
    [],
    `${G}/1/parentId makes a circle of groups: "One" > "Two" > "One"`,
  ],
  [
    "a duplicate id",
    { groups: [{ id: A, name: "One", groups: [{ id: A.toUpperCase(), name: "Two" }] }] },
    [],
    `${G}/0/groups/0 has the id ${A}, which /dataCenters/0/groups/0 has already`,
  ],
  [
    "a name twice in one place",
    { groups: [{ name: "One" }, { name: "One" }] },
    [],
    `${G}/1 is a second "One" beside /dataCenters/0/groups/0: give it an id of its own`,
  ],
  [
    "a second Archive",
    { groups: [{ name: "Archive" }] },
    [],
    `${G}/0 is a second "Archive" beside the group "Archive"`,
  ],
  [
    "a second Default Group",
    { groups: [{ name: "Default Group" }] },
    [],
    'beside the group "Default Group" (leave it out with "defaultGroup": false): give it an id of its own',
  ],
  [
    "a dangling parent",
    { groups: [{ name: "One", parentId: A }] },
    [],
    `${G}/0/parentId is ${A}, but there is no group with that id`,
  ],
  [
    "a parent in another data center",
    { groups: [{ id: A, name: "One" }] },
    [{ id: "CA1", name: "CA1", groups: [{ name: "Two", parentId: A }] }],
    `seed.json: /dataCenters/1/groups/0/parentId is ${A}, a group of another data center`,
  ],
  [
    "a parent where there is one already",
    { groups: [{ id: A, name: "One", groups: [{ name: "Two", parentId: A }] }] },
    [],
    `${G}/0/groups/0/parentId is not needed: the group stands inside its parent already`,
  ],
  [
    "a data center twice",
    {},
    [{ id: "de1", name: "x" }],
    "/dataCenters/1 has the id DE1, which /dataCenters/0 has already",
  ],
  [
    "a server twice",
    { groups: [{ name: "One", servers: [{ name: "a1" }] }], defaultGroupServers: [{ name: "A1" }] },
    [],
    `${G}/0/servers/0 is the server de1altda1, which stands at /dataCenters/0/defaultGroupServers/0 already`,
  ],
  [
    "a server of no group",
    { servers: [{ name: "a1", groupId: A }] },
    [],
    `seed.json: /dataCenters/0/servers/0/groupId is ${A}, but there is no group with that id`,
  ],
  [
    "a server without its group",
    { servers: [{ name: "a1" }] },
    [],
    "/dataCenters/0/servers/0 has no groupId",
  ],
  [
    "servers of a default group that is not there",
    { defaultGroup: false, defaultGroupServers: [{ name: "a1" }] },
    [],
    '/dataCenters/0/defaultGroupServers needs the default group, but there is "defaultGroup": false',
  ],
  ["a wrong type", { groups: [{ name: 5 }] }, [], `${G}/0/name must be the name of a group, not 5`],
  [
    "a list that is none",
    { groups: { name: "One" } },
    [],
    `${G} must be a list of groups, below the hardware root`,
  ],
  [
    "a negative size",
    { groups: [{ name: "One", servers: [{ name: "a1", cpu: -1 }] }] },
    [],
    `${G}/0/servers/0/cpu must be a number of processors, 0 or more, not -1`,
  ],
  [
    "an unknown status",
    { groups: [{ name: "One", status: "gone" }] },
    [],
    '/status must be "active" or "archived", not "gone"',
  ],
  ["an unknown key", { grups: [] }, [], '/dataCenters/0 has the unknown key "grups": did you mean groups?'],
  ["a strange id", { groups: [{ id: "wa1-0001", name: "One" }] }, [], `${G}/0/id must be 32 hex digits`],
  [
    "a day that there is not",
    {
      groups: [
        {
          name: "One",
          changeInfo: {
            createdBy: "x",
            createdDate: "2015-13-01T00:00:00Z",
            modifiedBy: "x",
            modifiedDate: "2015-03-26T23:59:28Z",
          },
        },
      ],
    },
    [],
    `${G}/0/changeInfo/createdDate must be a date that there is, not "2015-13-01T00:00:00Z"`,
  ],
  [
    "an activity at no time",
    { groups: [{ name: "One", scheduledActivities: [{ type: "poweron" }] }] },
    [],
    `${G}/0/scheduledActivities/0 has no beginDateUTC, which must be there`,
  ],
  [
    "an activity that there is not",
    { groups: [{ name: "One", scheduledActivities: [{ type: "explode", beginDateUTC: DAY }] }] },
    [],
    `${G}/0/scheduledActivities/0/type must be "archive" or "createsnapshot" or `,
  ],
  [
    "an activity on a day that there is not",
    {
      groups: [
        {
          name: "One",
          scheduledActivities: [
            { type: "poweron", beginDateUTC: DAY, expireDateUTC: "2015-13-01T00:00:00Z" },
          ],
        },
      ],
    },
    [],
    `${G}/0/scheduledActivities/0/expireDateUTC must be a date that there is, not "2015-13-01T00:00:00Z"`,
  ],
  [
    "an activity with an id that is taken",
    {
      groups: ["One", "Two"].map((name) => ({
        name,
        scheduledActivities: [{ id: A, type: "poweron", beginDateUTC: DAY }],
      })),
    },
    [],
    `${G}/1/scheduledActivities/0 has the id ${A}, which ${G.slice(11)}/0/scheduledActivities/0 has already`,
  ],
];
test.each(WRONG)("%s is refused with one sentence", (_, dataCenter, more, sentence) => {
  expect(() => read(dataCenter, more)).toThrow(EmulatorError);
  expect(() => read(dataCenter, more)).toThrow(sentence);
});

test("an account from code is checked like one from a file", async () => {
  const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "" }] };
  await expect(CtlEmulator.start({ account })).rejects.toThrow(
    'the account: /dataCenters/0/name must be the name of a data center, not ""',
  );
});

test("a chain of a thousand groups is refused, one of a hundred is not", () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, index) => ({
      id: index.toString(16).padStart(32, "0"),
      name: `g${index}`,
      ...(index > 0 && { parentId: (index - 1).toString(16).padStart(32, "0") }),
    }));
  expect(() => read({ groups: chain(100) })).not.toThrow();
  expect(() => read({ groups: chain(1_000) })).toThrow(
    "/dataCenters/0/groups/100 is nested deeper than 100 groups",
  );
});

test("what the checks say of a form is what JSON Schema says of it", () => {
  const leaf = fc.oneof(
    fc.constantFrom<unknown>("DE1", "ALTD", "active", A, "2015-03-26T23:59:28Z", 0, -1, 1.5, true, null, ""),
    fc.string(),
  );
  const key = fc.constantFrom(
    "name",
    "id",
    "groups",
    "servers",
    "status",
    "cpu",
    "parentId",
    "changeInfo",
    "scheduledActivities",
    "type",
    "x",
    "alias",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("tree"), { maxLength: 2 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.constantFrom("group", "server", "dataCenter", "all"), (value, where) => {
      const ok = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "x" }] };
      const account =
        where === "all"
          ? value
          : where === "dataCenter"
            ? { ...ok, dataCenters: [value] }
            : { ...ok, dataCenters: [{ id: "DE1", name: "x", [`${where}s`]: [value] }] };
      expect(is(accountSchema, account)).toBe(valid(account));
    }),
    { numRuns: 500 },
  );
});

test("no text makes the reading of a seed throw anything but one sentence", () => {
  const almost = fc
    .json()
    .map((json) => `{"alias":"ALTD","dataCenters":[{"id":"DE1","name":"x","groups":[${json}]}]}`);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), almost), (text) => {
      try {
        parseSeed(text, "seed.json");
      } catch (error) {
        expect(error).toBeInstanceOf(EmulatorError);
        expect((error as Error).message).toMatch(/^seed\.json[^\n]+$/);
      }
    }),
  );
});

describe("a snapshot", () => {
  /** Everything that the API tells of a place, and what a restore would need. */
  const stateOf = ({ emulator }: Wire) => {
    const { alias, dataCenters } = emulator.snapshot();
    const idsOf = (groups: readonly GroupSeed[] = []): string[] =>
      groups.flatMap(({ id = "", groups: inside }) => [id, ...idsOf(inside)]);
    const ids = dataCenters.flatMap(({ groups }) => idsOf(groups));
    const byId = (servers: readonly ServerView[] = []) => [...servers].sort((a, b) => (a.id < b.id ? -1 : 1));
    const groups = ids.sort().map((id) => {
      const group = emulator.group(id);
      return { ...group, servers: byId(group?.servers), archivedServers: byId(group?.archivedServers) };
    });
    return { alias, groups };
  };
  const again = (wire: Wire) => {
    const account = parseSeed(JSON.stringify(wire.emulator.snapshot()), "seed.json");
    return Wire.start({ account });
  };

  test("of a new account makes the same account again", async () => {
    const one = await Wire.start();
    const two = await again(one);
    expect(stateOf(two)).toEqual(stateOf(one));
    expect(two.emulator.snapshot()).toEqual(one.emulator.snapshot());
    for (const path of [
      `/v2/groups/altd/${WEB_APPLICATIONS}?serverDetail=detailed`,
      "/v2/servers/altd/de1altdbi01",
    ]) {
      expect((await two.get(path)).json).toEqual((await one.get(path)).json);
    }
    await Promise.all([one, two].map(({ emulator }) => emulator.stop()));
  });

  test("keeps what a restore of the archived needs, a sub-group archived on its own as well", async () => {
    const one = await Wire.start();
    const before = one.emulator.group(WEB_APPLICATIONS);
    const [inner = ""] = before?.groups ?? [];
    for (const id of [inner, WEB_APPLICATIONS]) {
      await one.post(`/v2/groups/altd/${id}/archive`);
      one.pass(600_000);
    }
    const two = await again(one);
    expect(stateOf(two)).toEqual(stateOf(one));
    for (const { emulator } of [one, two]) {
      emulator.restoreGroup(WEB_APPLICATIONS);
      emulator.restoreGroup(inner);
      expect(emulator.group(WEB_APPLICATIONS)).toEqual(before);
      await emulator.stop();
    }
  });

  test("of an archive that is half done has what is done, and the rest as it was", async () => {
    const one = await Wire.start();
    await one.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
    one.pass(30_000);
    const two = await again(one);
    const statuses = ["cache01", "shop01", "shop02", "web01", "web02"].map((name) => [
      one.emulator.server(`de1altd${name}`)?.status,
      two.emulator.server(`de1altd${name}`)?.status,
    ]);
    expect(new Set(statuses.map(String))).toEqual(new Set(["archived,archived", "queuedForArchive,active"]));
    expect(two.emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
    expect(two.emulator.snapshot()).toEqual(one.emulator.snapshot());
    await Promise.all([one, two].map(({ emulator }) => emulator.stop()));
  });

  test("keeps scheduled activities, those of an archived group and of a default group as well", async () => {
    const activity = (type: "poweron" | "archive", more: object = {}) => ({
      type,
      beginDateUTC: DAY,
      ...more,
    });
    const changeInfo = { createdBy: "x", createdDate: DAY, modifiedBy: "y", modifiedDate: DAY };
    const account = read({
      defaultGroup: false,
      groups: [
        { name: "Default Group", scheduledActivities: [activity("poweron")] },
        { id: A, name: "One", scheduledActivities: [activity("archive", { id: B, changeInfo })] },
        {
          id: C,
          name: "Two",
          status: "archived",
          scheduledActivities: [activity("poweron", { expireCount: 3 })],
        },
      ],
    });
    const one = await Wire.start({ account });
    const two = await again(one);
    expect(two.emulator.snapshot()).toEqual(one.emulator.snapshot());
    const ids = stateOf(one).groups.map(({ id = "" }) => id);
    expect(ids).toHaveLength(3);
    for (const id of ids) {
      const path = `/v2/groups/altd/${id}/scheduledActivities`;
      expect((await one.get(path)).json).toHaveLength(1);
      expect((await two.get(path)).text).toBe((await one.get(path)).text);
    }
    await Promise.all([one, two].map(({ emulator }) => emulator.stop()));
  });

  test("keeps groups and servers that were added, and the next server gets an address of its own", async () => {
    const one = await Wire.start();
    one.emulator.addGroup({ parentId: DECOMMISSIONED, name: "<New>", servers: [{ name: "new01" }] });
    const two = await again(one);
    expect(two.emulator.snapshot()).toEqual(one.emulator.snapshot());
    two.emulator.addServer(DECOMMISSIONED, { name: "new02" });
    const servers = JSON.stringify(two.emulator.snapshot()).match(/"internalIp":"[^"]+"/g) ?? [];
    expect(new Set(servers).size).toBe(42);
    await Promise.all([one, two].map(({ emulator }) => emulator.stop()));
  });

  test("keeps what users changed: names, places, groups of the system, a default group that is gone", async () => {
    const one = await Wire.start();
    const idOf = (group: GroupView | undefined, name: string): string =>
      group?.groups.find((id) => one.emulator.group(id)?.name === name) ?? "";
    const root = one.emulator.rootGroup("DE1");
    const archive = idOf(root, "Archive");
    const change = async (path: string, member: string, value: string) => {
      const body = JSON.stringify([{ op: "set", member, value }]);
      expect((await one.send("PATCH", path, { body })).status).toBe(204);
    };
    const groups = "/v2/groups/altd";
    await change(`${groups}/${root.id}`, "name", "Our Hardware");
    await change(`${groups}/${archive}`, "description", "x".repeat(5_000));
    await change(`${groups}/${WEB_APPLICATIONS}`, "name", "<Web>");
    await change("/v2/servers/altd/de1altddb01", "groupId", root.id);
    await one.send("DELETE", `${groups}/${idOf(one.emulator.rootGroup("CA1"), "Default Group")}`);
    await one.post(`${groups}/${idOf(root, "Default Group")}/archive`);
    one.pass(3_600_000);
    const two = await again(one);
    expect(stateOf(two)).toEqual(stateOf(one));
    expect(two.emulator.snapshot()).toEqual(one.emulator.snapshot());
    for (const path of [`${groups}/${root.id}`, `${groups}/${archive}`, "/v2/servers/altd/de1altddb01"]) {
      expect((await two.get(path)).json).toEqual((await one.get(path)).json);
    }
    expect(one.emulator.snapshot().dataCenters[1]).toMatchObject({ defaultGroup: false });
    await Promise.all([one, two].map(({ emulator }) => emulator.stop()));
  });

  test("keeps custom fields, defaults, disks, addresses and snapshots, and leaves a server under construction out", async () => {
    const field = { id: "dba67b156f77123fb413ddfa3dc4ac1d", value: "sales" };
    const one = await Wire.start();
    const send = async (method: string, path: string, body: unknown) =>
      expect((await one.send(method, path, { body: JSON.stringify(body) })).status).toBeLessThan(300);
    const group = `/v2/groups/altd/${WEB_APPLICATIONS}`;
    const server = "/v2/servers/altd/de1altdweb02";
    await send("PATCH", group, [{ op: "set", member: "customFields", value: [field] }]);
    await send("POST", `${group}/defaults`, { cpu: 4, secondaryDns: "8.8.4.4" });
    await send("PATCH", server, [{ op: "set", member: "customFields", value: [field] }]);
    const disks = [0, 1, 2].map((at) => ({ diskId: `0:${at}`, sizeGB: 20 }));
    await send("PATCH", server, [
      { op: "set", member: "disks", value: [...disks, { path: "/data", sizeGB: 9 }] },
    ]);
    one.pass(3_600_000);
    await send("POST", `${server}/publicIPAddresses`, {
      ports: [{ protocol: "TCP", port: 1, portTo: 9 }],
      sourceRestrictions: [{ cidr: "70.0.0.0/8" }],
    });
    one.pass(3_600_000);
    await send("POST", "/v2/operations/altd/servers/createSnapshot", {
      serverIds: ["de1altdweb02"],
      snapshotExpirationDays: 1,
    });
    const order = { groupId: WEB_APPLICATIONS, sourceServerId: "WIN2012DTC-64", cpu: 1, memoryGB: 1 };
    await send("POST", "/v2/servers/altd", {
      ...order,
      name: "hyper",
      type: "hyperscale",
      isManagedOS: true,
    });
    one.pass(3_600_000);
    await send("POST", "/v2/servers/altd", { ...order, name: "late", type: "standard" });
    const two = await again(one);
    expect(two.emulator.snapshot()).toEqual(one.emulator.snapshot());
    for (const path of [group, server, `${group}/defaults`, "/v2/servers/altd/de1altdhyper01"]) {
      const [before, after] = [await one.get(path), await two.get(path)];
      expect(after.status).toBe(200);
      const withoutLate = JSON.parse(
        before.text.replace(/,\{"rel":"server","href":"[^"]*late01","id":"[^"]*"\}/, ""),
      );
      expect(after.json).toEqual(withoutLate);
    }
    expect((await two.get("/v2/servers/altd/de1altdlate01")).status).toBe(404);
    await Promise.all([one, two].map(({ emulator }) => emulator.stop()));
  });
});

describe("custom fields of a seed", () => {
  const FIELD = { id: A, name: "Stage", type: "option", options: [{ name: "Production", value: "prod" }] };
  const readFields = (customFields: object[], dataCenter: object) =>
    parseSeed(
      JSON.stringify({
        alias: "ALTD",
        customFields,
        dataCenters: [{ id: "DE1", name: "DE1", ...dataCenter }],
      }),
      "seed.json",
    );
  const group = (id: string, value: string) => ({ groups: [{ name: "One", customFields: [{ id, value }] }] });

  test("what an account defines can be set", () => {
    expect(() => readFields([FIELD], group(A.toUpperCase(), "prod"))).not.toThrow();
  });

  test.each([
    [
      "one that is not defined",
      [],
      group(A, "prod"),
      `/dataCenters/0/groups/0/customFields/0/id is ${A}, but`,
    ],
    [
      "a value that is no option",
      [FIELD],
      group(A, "x"),
      'customFields/0/value must be a value of "Stage", not "x"',
    ],
    ["two with one id", [FIELD, FIELD], {}, `/customFields/1 has the id ${A}, which another one has already`],
    [
      "a server's",
      [],
      { defaultGroupServers: [{ name: "a1", customFields: [{ id: A, value: "x" }] }] },
      "/dataCenters/0/defaultGroupServers/0/customFields/0/id",
    ],
  ])("%s is refused with one sentence", (_, fields, dataCenter, sentence) => {
    expect(() => readFields(fields, dataCenter)).toThrow(sentence);
  });
});
