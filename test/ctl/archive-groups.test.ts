import { CtlClient } from "../../lib/ctl/client";
import { json, type Received, StubServer, text } from "./stub-server";

const [DE_ROOT, DE_ARCHIVE, CA_ROOT] = ["1", "2", "3"].map((digit) => digit.repeat(32)) as [
  string,
  string,
  string,
];
const CENTERS = [
  { id: "de1", name: "DE1", links: [{ rel: "group", id: DE_ROOT }] },
  { id: "ca1", name: "CA1", links: [{ rel: "group", id: CA_ROOT }] },
];
const group = (id: string, type: string, more: object = {}) => ({
  id,
  name: type,
  type,
  status: "active",
  ...more,
});
const archived = (id: string, status = "archived") => ({ id, name: id.toUpperCase(), status });
const WEB = ["de1altdweb01", "de1altdweb02"];

let stub: StubServer;
let client: CtlClient;
let bodies: Record<string, unknown>;
/** Answers instead, where it does. */
let instead: (request: Received) => { status: number; body: string } | undefined;

beforeEach(async () => {
  instead = () => undefined;
  bodies = {
    "/v2/datacenters/ALTD?groupLinks=true": CENTERS,
    [`/v2/groups/ALTD/${DE_ROOT}`]: group(DE_ROOT, "default", {
      groups: [group("4".repeat(32), "templates"), group(DE_ARCHIVE, "Archive")],
    }),
    [`/v2/groups/ALTD/${DE_ARCHIVE}?serverDetail=detailed`]: group(DE_ARCHIVE, "archive", {
      serversCount: 0,
      servers: [archived("DE1ALTDWEB01"), archived("DE1ALTDOTHER01")],
      groups: [group("5".repeat(32), "default", { servers: [archived("DE1ALTDWEB02", "queuedForRestore")] })],
    }),
  };
  stub = await StubServer.start((request, response) => {
    const answer = instead(request);
    const body = bodies[request.url];
    if (answer) text(response, answer.status, answer.body, { "Content-Type": "application/json" });
    else if (body === undefined) text(response, 404, "");
    else json(response, 200, body);
  });
  client = new CtlClient({ endpoint: stub.url, credentials: { token: "t" } });
});
afterEach(() => stub.stop());

test("those of the servers that are there are found, with their status, by three requests, and by one the next time", async () => {
  const found = [
    { id: "de1altdweb01", name: "DE1ALTDWEB01", status: "archived", state: "archived" },
    { id: "de1altdweb02", name: "DE1ALTDWEB02", status: "queuedForRestore", state: "queuedForRestore" },
  ];
  expect(await client.archivedServers("ALTD", [...WEB, "de1altdgone01"])).toEqual(found);
  expect(stub.received).toHaveLength(3);
  expect(await client.archivedServers("ALTD", WEB)).toEqual(found);
  expect(stub.received).toHaveLength(4);
});

test("data centers that none of them is in are not asked", async () => {
  await client.archivedServers("ALTD", WEB);
  expect(stub.asked.join()).not.toContain(CA_ROOT);
  expect(await client.archivedServers("ALTD", ["va1altdweb01"])).toEqual([]);
});

test.each<[string, () => void]>([
  [
    "a data center without a link to its root",
    () => (bodies["/v2/datacenters/ALTD?groupLinks=true"] = [{ id: "de1", name: "DE1" }]),
  ],
  ["a root without such a group", () => (bodies[`/v2/groups/ALTD/${DE_ROOT}`] = group(DE_ROOT, "default"))],
  ["a root that is not there", () => delete bodies[`/v2/groups/ALTD/${DE_ROOT}`]],
  [
    "a group that only links to its servers",
    () => {
      const links = [{ rel: "server", id: "DE1ALTDWEB01" }];
      bodies[`/v2/groups/ALTD/${DE_ARCHIVE}?serverDetail=detailed`] = group(DE_ARCHIVE, "archive", { links });
    },
  ],
])("%s tells nothing", async (_, change) => {
  change();
  expect(await client.archivedServers("ALTD", WEB)).toEqual([]);
  expect(stub.asked.join()).not.toContain("/v2/servers/");
});

test.each<[string, number, string]>([
  ["may not be read by this user", 403, '{"message":"no"}'],
  ["is too large", 200, "[".repeat(4_000_000)],
])("a group that %s is not asked for again", async (_, status, body) => {
  instead = ({ url }) => (url.includes(DE_ARCHIVE) ? { status, body } : undefined);
  expect(await client.archivedServers("ALTD", WEB)).toEqual([]);
  const requests = stub.received.length;
  expect(await client.archivedServers("ALTD", WEB)).toEqual([]);
  expect(stub.received).toHaveLength(requests);
});

test("what may pass is thrown, and asked for again the next time", async () => {
  let failures = 1;
  instead = ({ url }) =>
    url.includes(DE_ARCHIVE) && failures-- > 0 ? { status: 503, body: "{}" } : undefined;
  await expect(client.archivedServers("ALTD", WEB)).rejects.toMatchObject({ trouble: "transient" });
  expect(await client.archivedServers("ALTD", WEB)).toHaveLength(2);
});
