import { CtlClient } from "../../lib/ctl/client";
import { json, type Received, StubServer, text } from "./stub-server";

const GROUP_ID = "2a5c0b9662cf4fc8bf6180f139facdc0";
const TARGET = { accountAlias: "ALTD", groupId: GROUP_ID };
const LINK = { rel: "status", href: "/v2/operations/altd/status/de1-81787", id: "de1-81787" };

let stub: StubServer;
let client: CtlClient;
/** What is answered to a path. */
let bodies: Record<string, unknown>;

beforeEach(async () => {
  bodies = {};
  stub = await StubServer.start(({ url }, response) => {
    const body = bodies[url.split("?", 1)[0] ?? ""];
    if (body === undefined) text(response, 404, "");
    else json(response, 200, body);
  });
  client = new CtlClient({ endpoint: stub.url, credentials: { token: "t" } });
});
afterEach(() => stub.stop());

/** What every request has to carry. */
function headersOf({ headers }: Received) {
  return {
    accept: headers.accept,
    agent: headers["user-agent"],
    authorization: headers.authorization,
    type: headers["content-type"],
    length: headers["content-length"],
    encoding: headers["transfer-encoding"],
  };
}

const READ = {
  accept: "application/json",
  agent: "cdktf-archived-group",
  authorization: "Bearer t",
  type: undefined,
  length: undefined,
  encoding: undefined,
};

test("archive is one POST without a body", async () => {
  bodies[`/v2/groups/ALTD/${GROUP_ID}/archive`] = LINK;
  expect(await client.archive(TARGET)).toEqual({ id: LINK.id, href: LINK.href });
  expect(stub.asked).toEqual([`POST /v2/groups/ALTD/${GROUP_ID}/archive`]);
  expect(stub.received[0]?.body).toBe("");
  expect(stub.received.map(headersOf)).toEqual([{ ...READ, length: "0" }]);
});

describe("whether what must exist answers", () => {
  const PARENT = "31d13f501459411ba59304f3d47486eb";
  const ROOT = "213d687f8cb71f54dca084cc6629815c";
  const group = (id: string) => ({ id, name: "One", type: "default", status: "active" });
  const dataCenter = (id: string, rootGroupId?: string) => ({
    id,
    name: id,
    links: rootGroupId === undefined ? [] : [{ rel: "group", id: rootGroupId }],
  });

  test("is asked of the group above, where it is known", async () => {
    bodies[`/v2/groups/ALTD/${PARENT}`] = group(PARENT);
    expect(await client.isAnswering("ALTD", PARENT)).toBe(true);
    expect(stub.asked).toEqual([`GET /v2/groups/ALTD/${PARENT}`]);
  });

  test.each([undefined, PARENT])(
    "is asked of the root groups, where that one is not known or gone (%s)",
    async (parent) => {
      bodies["/v2/datacenters/ALTD"] = [dataCenter("ca1", PARENT), dataCenter("de1", ROOT)];
      bodies[`/v2/groups/ALTD/${ROOT}`] = group(ROOT);
      expect(await client.isAnswering("ALTD", parent)).toBe(true);
    },
  );

  test("is not so when no root group answers, though the data centers do: the routes of groups are lost", async () => {
    bodies["/v2/datacenters/ALTD"] = [dataCenter("de1", ROOT)];
    expect(await client.isAnswering("ALTD", PARENT)).toBe(false);
  });

  test("is so when the data centers answer without links, to a user who may see none", async () => {
    bodies["/v2/datacenters/ALTD"] = [dataCenter("de1")];
    expect(await client.isAnswering("ALTD", undefined)).toBe(true);
  });

  test.each([{}, { "/v2/datacenters/ALTD": [] }])("is not so when nothing is there (%j)", async (there) => {
    bodies = there;
    expect(await client.isAnswering("ALTD", PARENT)).toBe(false);
  });
});

test("a POST is refused for the state of a group by 400 and 409, and by nothing else", async () => {
  const conflicts: number[] = [];
  for (const status of [400, 403, 404, 405, 409, 422]) {
    const refusing = await StubServer.start((_, response) => json(response, status, { message: "No." }));
    const one = new CtlClient({ endpoint: refusing.url, credentials: { token: "t" } });
    const error = await one.archive(TARGET).catch((thrown) => thrown);
    if (error.isConflict) conflicts.push(status);
    await expect(one.group(TARGET).catch((thrown) => thrown.isConflict)).resolves.not.toBe(true);
    await refusing.stop();
  }
  expect(conflicts).toEqual([400, 409]);
});

test("a restore that was not queued is refused for the state of the group", async () => {
  bodies[`/v2/groups/ALTD/${GROUP_ID}/restore`] = { isQueued: false, errorMessage: "Not in a valid state." };
  await expect(client.restore(TARGET, "b".repeat(32))).rejects.toMatchObject({ isConflict: true });
});

test("archive is never sent a second time, whatever comes back", async () => {
  await expect(client.archive(TARGET)).rejects.toMatchObject({ name: "CtlRejected", status: 404 });
  bodies[`/v2/groups/ALTD/${GROUP_ID}/archive`] = { isQueued: true };
  await expect(client.archive(TARGET)).rejects.toMatchObject({
    name: "CtlBadAnswer",
    message: `the response has no link to an operation: POST /v2/groups/ALTD/${GROUP_ID}/archive`,
  });
  expect(stub.received).toHaveLength(2);
});

describe("restore", () => {
  const path = `/v2/groups/ALTD/${GROUP_ID}/restore`;
  const self = { rel: "self", href: `/v2/groups/altd/${GROUP_ID}?AccountAlias=ALTD&identifier=${GROUP_ID}` };

  test("is one POST with the group to restore into", async () => {
    bodies[path] = { isQueued: true, links: [self, LINK] };
    expect(await client.restore(TARGET, "31d1")).toEqual({ id: LINK.id, href: LINK.href });
    expect(stub.asked).toEqual([`POST ${path}`]);
    expect(JSON.parse(stub.received[0]?.body ?? "")).toEqual({ targetGroupId: "31d1" });
    expect(stub.received.map(headersOf)).toEqual([
      { ...READ, type: "application/json", length: expect.any(String) },
    ]);
  });

  test("is refused by isQueued false, although the status is 200, with the server's words", async () => {
    bodies[path] = { isQueued: false, links: [LINK], errorMessage: "No archived group." };
    await expect(client.restore(TARGET, "31d1")).rejects.toMatchObject({
      name: "CtlRejected",
      trouble: "rejected",
      status: 200,
      serverMessage: "No archived group.",
      message: `not queued (No archived group.): POST ${path}`,
    });
    bodies[path] = { isQueued: false, errorMessage: null };
    await expect(client.restore(TARGET, "31d1")).rejects.toMatchObject({
      message: `not queued: POST ${path}`,
    });
    expect(stub.received).toHaveLength(2);
  });

  test("of a group that nobody knows is refused in a sentence", async () => {
    await expect(client.restore(TARGET, "31d1")).rejects.toMatchObject({
      name: "CtlRejected",
      status: 404,
      message: `there is no such group, active or archived: POST ${path}`,
    });
  });

  test.each([
    [{ isQueued: true, links: [self] }],
    [{ isQueued: true }],
    [{ links: "none" }],
    [[]],
    ["queued"],
  ])("answered with %j is not known to be accepted", async (body) => {
    bodies[path] = body;
    await expect(client.restore(TARGET, "31d1")).rejects.toMatchObject({
      name: "CtlBadAnswer",
      trouble: "transient",
    });
    expect(stub.received).toHaveLength(1);
  });
});

test("a group is read with the details of its servers", async () => {
  bodies[`/v2/groups/ALTD/${GROUP_ID}`] = { id: GROUP_ID, name: "Web", type: "default", status: "active" };
  expect(await client.group(TARGET)).toMatchObject({ name: "Web", servers: [], groups: [] });
  expect(stub.asked).toEqual([`GET /v2/groups/ALTD/${GROUP_ID}?serverDetail=detailed`]);
  expect(stub.received.map(headersOf)).toEqual([READ]);
});

test("a status is read at the server's own link, in lower case as it comes", async () => {
  bodies["/v2/operations/altd/status/de1-81787"] = { status: "resumed" };
  expect(await client.status("ALTD", LINK)).toBe("resumed");
  expect(stub.asked).toEqual(["GET /v2/operations/altd/status/de1-81787"]);
});

test("a status whose link leads elsewhere is read here, and the token goes nowhere else", async () => {
  const elsewhere = await StubServer.start((_, response) => json(response, 200, { status: "succeeded" }));
  bodies["/v2/operations/ALTD/status/de1-81787"] = { status: "executing" };
  const href = `${elsewhere.url}/v2/operations/altd/status/de1-81787`;
  expect(await client.status("ALTD", { id: LINK.id, href })).toBe("executing");
  expect(elsewhere.received).toEqual([]);
  await elsewhere.stop();
});

test("a job, a server and a group that nobody knows are undefined", async () => {
  expect(await client.status("ALTD", LINK)).toBeUndefined();
  expect(await client.server("ALTD", "de1altdweb01")).toBeUndefined();
  expect(await client.group(TARGET)).toBeUndefined();
});

test("a server's id is one part of the path", async () => {
  await client.server("ALTD", "a/../b?c");
  expect(stub.asked).toEqual(["GET /v2/servers/ALTD/a%2F..%2Fb%3Fc"]);
});

test("data centers come with the roots of their groups", async () => {
  bodies["/v2/datacenters/ALTD"] = [
    { id: "DE1", name: "DE1 - Germany (Frankfurt)", links: [{ rel: "group", id: "E5F1" }, { rel: "self" }] },
    { id: "ca1", name: "CA1" },
  ];
  expect(await client.dataCenters("ALTD")).toEqual([
    { id: "de1", name: "DE1 - Germany (Frankfurt)", rootGroupId: "e5f1" },
    { id: "ca1", name: "CA1", rootGroupId: undefined },
  ]);
  bodies["/v2/datacenters/ALTD"] = {};
  await expect(client.dataCenters("ALTD")).rejects.toMatchObject({ name: "CtlBadAnswer" });
});
