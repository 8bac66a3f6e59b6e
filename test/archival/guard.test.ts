import { formatScope, parseScope } from "../../lib/archival/approved-scope";
import { violations } from "../../lib/archival/guard";
import type { Group } from "../../lib/archival/platform";
import { serverStateOf } from "../../lib/archival/states";
import { ORDER, Scene } from "./support/scene";

const server = (id: string, status = "active") => ({ id, name: id, status, state: serverStateOf(status) });

const GROUP: Group = {
  id: ORDER.groupId,
  name: "Web Applications",
  status: "active",
  state: "active",
  type: "default",
  archivable: true,
  parentId: "root",
  servers: [server("web01"), server("web02", "archived"), server("web03", "Deleted")],
  groups: [],
};

const NESTED: Group = {
  ...GROUP,
  groups: [
    { ...GROUP, groups: [{ ...GROUP, servers: [server("db01"), server("db02", "queuedForArchive")] }] },
  ],
};

test("a group that is the one that was meant violates nothing", () => {
  expect(violations({ ...ORDER, expectedName: "Web Applications", maxServers: 4 }, NESTED)).toEqual([]);
  expect(violations(ORDER, NESTED)).toEqual([]);
});

test("another name is named", () => {
  expect(violations({ ...ORDER, expectedName: "web applications" }, GROUP)).toEqual([
    'its name is "Web Applications", expectedName is "web applications"',
  ]);
});

test.each([
  ["Caf\u00e9", "Cafe\u0301"],
  ["Bu\u0308ro\nProduk\u00adtion ", "B\u00fcro Produktion"],
])("%j and %j are one name, however they are written", (name, expectedName) => {
  expect(violations({ ...ORDER, expectedName }, { ...GROUP, name })).toEqual([]);
  expect(violations({ ...ORDER, expectedName: name }, { ...GROUP, name: expectedName })).toEqual([]);
});

test("a name that only looks like the expected one is told by its code points", () => {
  const found = (name: string) => violations({ ...ORDER, expectedName: "Web Shop" }, { ...GROUP, name });
  expect(found("Web\u00a0Shop")).toEqual([
    'its name is "Web\u00a0Shop", expectedName is "Web Shop" (in its name, character 4 is U+00A0, not U+0020)',
  ]);
  expect(found("W\u0435b Shop")[0]).toContain("(in its name, character 2 is U+0435, not U+0065)");
});

test("maxServers counts the servers of all sub-groups, and not what is archived or deleted", () => {
  expect(violations({ ...ORDER, maxServers: 3 }, NESTED)).toEqual([
    "4 servers would be archived, maxServers allows 3",
  ]);
  expect(violations({ ...ORDER, maxServers: 0 }, { ...GROUP, servers: [server("x", "archived")] })).toEqual(
    [],
  );
});

test.each<[string, Partial<Group>, RegExp]>([
  ["the archive group", { type: "archive" }, /^it is the system group "archive" of its data center/],
  ["the templates group", { type: "templates" }, /^it is the system group "templates" of its data center/],
  ["any other", {}, /^the platform does not offer archiveGroupAction on it \(status "active"\)/],
])("%s without archiveGroupAction is explained", (_, facts, sentence) => {
  expect(violations(ORDER, { ...GROUP, ...facts, archivable: false })).toEqual([
    expect.stringMatching(sentence),
  ]);
});

test("the root group without archiveGroupAction is explained", () => {
  const { parentId: _, ...root } = GROUP;
  expect(violations(ORDER, { ...root, archivable: false })).toEqual([
    "it is the root group of its data center, which the platform never archives; name a group below it",
  ]);
});

test("everything that is violated is said at once, and nothing is sent", async () => {
  const scene = new Scene();
  scene.platform.change({ archivable: false });
  await expect(scene.run({ expectedName: "Web", maxServers: 2 })).resolves.toMatchObject({
    verdict: "refused",
    summary: `"Web Applications" (${ORDER.groupId}) is not archived, because a guardrail refuses it`,
    details: [
      'its name is "Web Applications", expectedName is "Web"',
      "3 servers would be archived, maxServers allows 2",
      expect.stringContaining("archiveGroupAction"),
    ],
    platformNow: "this run sent nothing",
  });
  expect(scene.platform.count("archive")).toBe(0);
  expect(scene.journal.written).toEqual([]);
});

test("servers that the platform counts but does not list are never taken for absent", () => {
  const counted: Group = {
    ...GROUP,
    servers: [],
    groups: [{ ...GROUP, servers: [], unlisted: 2 }],
    unlisted: 1,
  };
  expect(violations({ ...ORDER, maxServers: 0 }, counted)).toEqual([
    "3 servers would be archived, maxServers allows 0",
  ]);
  expect(violations({ ...ORDER, maxServers: 3 }, counted)).toEqual([]);
  expect(violations({ ...ORDER, scope: parseScope(formatScope([GROUP.id])) }, counted)).toEqual([
    "not in the approved scope: 3 servers that the platform counts but does not list",
  ]);
});
