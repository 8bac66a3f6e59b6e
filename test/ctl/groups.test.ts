import fc from "fast-check";
import { is } from "valibot";
import type { Server } from "../../lib/archival/platform";
import { countLive, unlistedIn } from "../../lib/archival/tree";
import { type GroupBody, groupSchema } from "../../lib/ctl/bodies";
import { toGroup } from "../../lib/ctl/groups";

const BODY: GroupBody = {
  id: "2A5C0B9662CF4FC8BF6180F139FACDC0",
  name: "Web Applications",
  type: "Default",
  status: "active",
  servers: [{ id: "DE1ALTDWEB01", name: "DE1ALTDWEB01", status: "active" }],
  groups: [],
  links: [
    { rel: "parentGroup", href: "/v2/groups/altd/31d1", id: "31D1" },
    { rel: "archiveGroupAction", href: "/v2/groups/altd/2a5c/archive" },
  ],
};

async function notRead(id: string): Promise<Server> {
  throw new Error(`${id} need not be read`);
}

test("ids are lower case, whatever the platform sends", async () => {
  expect(await toGroup(BODY, notRead)).toEqual({
    id: "2a5c0b9662cf4fc8bf6180f139facdc0",
    name: "Web Applications",
    type: "default",
    status: "active",
    state: "active",
    archivable: true,
    parentId: "31d1",
    servers: [{ id: "de1altdweb01", name: "DE1ALTDWEB01", status: "active", state: "active" }],
    groups: [],
  });
});

test("a root group has no parent, and without the link a group is not archivable", async () => {
  const root = await toGroup({ ...BODY, links: [] }, notRead);
  expect(root).toMatchObject({ archivable: false });
  expect(root).not.toHaveProperty("parentId");
});

test("servers that a sub-group only links to are read one by one, and one that cannot be read is counted", async () => {
  const { servers: _, ...linked } = BODY;
  const links = ["DE1ALTDDB01", "DE1ALTDDB02"].map((id) => ({
    rel: "server",
    href: `/v2/servers/altd/${id}`,
    id,
  }));
  const found: Server = { id: "de1altddb01", name: "de1altddb01", status: "active", state: "active" };
  const read = async (id: string) => (id === found.id ? found : undefined);
  const group = await toGroup({ ...BODY, groups: [{ ...linked, links }] }, read);
  expect(group.groups[0]?.servers).toEqual([found]);
  expect(group.groups[0]?.unlisted).toBe(1);
  expect(unlistedIn(group)).toBe(1);
});

describe("the list of servers, the links to them and their count", () => {
  const LINKS = ["DE1ALTDWEB01", "DE1ALTDWEB02", "DE1ALTDDB01"].map((id) => ({ rel: "server", id }));
  const read = async (id: string): Promise<Server> => ({ id, name: id, status: "active", state: "active" });

  test.each<[string, Partial<GroupBody>, number, number]>([
    ["agree", { serversCount: 1 }, 1, 0],
    [
      "are an empty list beside three links and a count of three",
      { servers: [], links: LINKS, serversCount: 3 },
      3,
      0,
    ],
    ["are an empty list beside three links", { servers: [], links: LINKS }, 3, 0],
    ["are a list of one beside links to it and two more", { links: LINKS }, 3, 0],
    ["are an empty list beside a count of three", { servers: [], serversCount: 3 }, 0, 3],
    ["are a list and links, with a count above both", { servers: [], links: LINKS, serversCount: 5 }, 3, 2],
    ["are a list, with a count of 0, as the Archive group has it (recorded)", { serversCount: 0 }, 1, 0],
    [
      "are no list, with links and a count of active ones only (recorded)",
      { servers: undefined, links: LINKS, serversCount: 1 } as unknown as Partial<GroupBody>,
      3,
      0,
    ],
  ])("%s", async (_, facts, listed, unlisted) => {
    const group = await toGroup({ ...BODY, ...facts }, read);
    expect({ listed: group.servers.length, unlisted: unlistedIn(group) }).toEqual({ listed, unlisted });
    expect(countLive(group)).toBe(listed + unlisted);
  });

  test("are counted with everything below, where each server counts once (recorded)", async () => {
    const below = { ...BODY, id: "b".repeat(32), serversCount: 4 };
    const group = await toGroup({ ...BODY, groups: [below], serversCount: 5 }, read);
    expect([group.unlisted, group.groups[0]?.unlisted]).toEqual([undefined, 3]);
    expect(countLive(group)).toBe(5);
  });

  test("never let a group look smaller than any of them says", async () => {
    const ids = fc.uniqueArray(fc.constantFrom("a1", "A2", "a3", "a4"), {
      selector: (id) => id.toLowerCase(),
    });
    await fc.assert(
      fc.asyncProperty(ids, ids, ids, fc.nat({ max: 8 }), async (listed, linked, readable, serversCount) => {
        const body = {
          ...BODY,
          servers: listed.map((id) => ({ id, status: "active" })),
          links: linked.map((id) => ({ rel: "server", id })),
          serversCount,
        };
        const isReadable = new Set(readable.map((id) => id.toLowerCase()));
        const group = await toGroup(body, async (id) => (isReadable.has(id) ? read(id) : undefined));
        const union = new Set([...listed, ...linked].map((id) => id.toLowerCase()));
        expect(countLive(group)).toBe(Math.max(union.size, serversCount));
      }),
    );
  });

  test.each([-1, 1.5, "3", null, {}])("are no group when the count is %j", (serversCount) => {
    expect(is(groupSchema, { ...BODY, serversCount })).toBe(false);
  });
});

test("a server that is linked to twice is read once", async () => {
  const { servers: _, ...linked } = BODY;
  const links = ["A1", "a1", "A1"].map((id) => ({ rel: "server", id }));
  const read: string[] = [];
  await toGroup({ ...linked, links }, async (id) => void read.push(id));
  expect(read).toEqual(["a1"]);
});

test("a server without a usable name is called by its id", async () => {
  const servers = [
    { id: "A1", status: "active" },
    { id: "A2", status: "active", name: 5 },
    { id: "A3", status: "active", name: "x".repeat(10_001) },
  ];
  const body: unknown = { ...BODY, servers };
  const group = is(groupSchema, body) ? await toGroup(body, notRead) : undefined;
  expect(group?.servers.map(({ name }) => name)).toEqual(["A1", "A2", "A3"]);
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["null", null],
  ["a text", "group"],
  ["no name", { ...BODY, name: undefined }],
  ["a server without status", { ...BODY, servers: [{ id: "x" }] }],
  ["servers that are no list", { ...BODY, servers: {} }],
  ["a sub-group that is none", { ...BODY, groups: [{}] }],
  ["a link whose id is no text", { ...BODY, links: [{ rel: "server", id: 5 }] }],
  ["a server whose id is no part of a path", { ...BODY, servers: [{ id: "..", status: "active" }] }],
  ["a server whose id is half a character", { ...BODY, servers: [{ id: "\ud83d", status: "active" }] }],
  ["a link to a server that cannot be followed", { ...BODY, links: [{ rel: "server", id: "a/b" }] }],
  ["a link to a server without id", { ...BODY, links: [{ rel: "server" }] }],
  ["a name that does not end", { ...BODY, name: "x".repeat(10_001) }],
  ["a status that does not end", { ...BODY, status: "x".repeat(10_001) }],
  ["a link that is null", { ...BODY, links: [null] }],
])("%s is no group", (_, body) => {
  expect(is(groupSchema, body)).toBe(false);
});

test("groups inside groups without an end are no group, and no stack overflow", () => {
  let body: object = BODY;
  for (let level = 0; level < 100_000; level += 1) body = { ...BODY, groups: [body] };
  expect(is(groupSchema, body)).toBe(false);
});
