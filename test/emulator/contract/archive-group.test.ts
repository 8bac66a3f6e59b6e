import { type CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they came
type Json = any;

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;
const NOT_ACTIVE = {
  message: "The request is invalid.",
  modelState: { "": ["The group must be in Active state."] },
};

let wire: Wire;
let emulator: CtlEmulator;
beforeEach(async () => {
  wire = await Wire.start();
  emulator = wire.emulator;
});
afterEach(() => emulator.stop());

const read = async (path: string): Promise<Json> => (await wire.get(path)).json;
const archived = async (path: string): Promise<string> => (await read(path)).status;

test("[DOC] archive answers a bare status link, [INF] with 202", async () => {
  const { status, text } = await wire.post(`/v2/groups/ALTD/${WEB_APPLICATIONS}/archive`);
  expect(status).toBe(202);
  expect(text).toBe('{"rel":"status","href":"/v2/operations/altd/status/de1-81787","id":"de1-81787"}');
});

test("[REC] status ids count up per data center", async () => {
  const parentId = emulator.group(WEB_APPLICATIONS)?.parentId ?? "";
  const second = emulator.addGroup({ parentId, name: "Second" });
  const ids: string[] = [];
  for (const id of [WEB_APPLICATIONS, second.id, DECOMMISSIONED]) {
    ids.push((await wire.post(`/v2/groups/altd/${id}/archive`)).json.id);
  }
  expect(ids).toEqual(["de1-81787", "de1-81788", "ca1-81787"]);
});

test.each([
  ["none, with Content-Length 0", { headers: { "content-length": "0" } }],
  ["none, with a Content-Type", { headers: { "content-type": "application/json; charset=utf-8" } }],
  ['""', { body: '""\n', headers: { "content-type": "application/json" } }],
  ["{}", { body: "{}", headers: { "content-type": "application/json" } }],
])(
  "[RUN] a body is taken as clients send it: %s",
  async (_, request: { headers: Record<string, string> }) => {
    expect((await wire.post(`${GROUP}/archive`, request)).status).toBe(202);
  },
);

test("[INF] a broken JSON body gets 400, and nothing is archived", async () => {
  expect(await wire.post(`${GROUP}/archive`, { body: "{" })).toMatchObject({ status: 400 });
  expect(emulator.acceptedArchives()).toEqual([]);
});

test("[DOC] while it is in flight, servers that are not archived yet are queuedForArchive", async () => {
  await wire.post(`${GROUP}/archive`);
  const { servers, groups, status } = await read(`${GROUP}?serverDetail=detailed`);
  const all = [...servers, ...groups.flatMap((group: Json) => group.servers)];
  expect(all.map((server: Json) => server.status)).toEqual(Array(5).fill("queuedForArchive"));
  expect(status).toBe("active");
});

test("[DOC] servers are archived first, one after the other, then sub-groups, and the group last", async () => {
  await wire.post(`${GROUP}/archive`);
  wire.pass(60_000);
  const done = emulator.events.filter(({ kind }) => kind === "server" || kind === "group");
  expect(done.map((event) => (event.kind === "server" || event.kind === "group") && event.id)).toEqual([
    "de1altdweb01",
    "de1altdweb02",
    "de1altdcache01",
    "de1altdshop01",
    "de1altdshop02",
    ...[...(emulator.group(WEB_APPLICATIONS)?.groups ?? [])].reverse(),
    WEB_APPLICATIONS,
  ]);
  expect(new Set(done.map(({ at }) => at)).size).toBe(6);
});

test("[REC] archived servers are in the data center's Archive group, not touched otherwise", async () => {
  const before = await read("/v2/servers/altd/de1altdshop01");
  await wire.post(`${GROUP}/archive`);
  wire.pass(60_000);
  const after = await read("/v2/servers/altd/de1altdshop01");
  expect(after).toMatchObject({ status: "archived", changeInfo: before.changeInfo });
  expect((await read(`/v2/groups/altd/${after.groupId}`)).type).toBe("archive");
  expect(after.details).toMatchObject({
    storageGB: 42,
    disks: before.details.disks,
    snapshots: before.details.snapshots,
  });
});

test("[INF] the archived group is read as archived under Archive, its sub-groups archived below it", async () => {
  await wire.post(`${GROUP}/archive`);
  wire.pass(60_000);
  const group = await read(GROUP);
  expect(group).toMatchObject({ status: "archived", serversCount: 0 });
  expect(group.groups.map((child: Json) => [child.name, child.status])).toEqual([
    ["Content Delivery", "archived"],
    ["Storefront", "archived"],
  ]);
  const parent = group.links.find(({ rel }: Json) => rel === "parentGroup");
  expect((await read(parent.href)).type).toBe("archive");
  expect(group.links.map(({ rel }: Json) => rel)).not.toContain("archiveGroupAction");
});

test("[DOC] archiving an archived group is an error, [INF] 400 with the sentence under the empty key", async () => {
  const answer = await wire.post(`/v2/groups/altd/${LEGACY_REPORTING}/archive`);
  expect(answer.status).toBe(400);
  expect(answer.json).toEqual(NOT_ACTIVE);
});

test("[INF] a second archive while one is in flight is rejected, also of a sub-group", async () => {
  await wire.post(`${GROUP}/archive`);
  const [child] = emulator.group(WEB_APPLICATIONS)?.groups ?? [];
  for (const id of [WEB_APPLICATIONS, child]) {
    expect(await wire.post(`/v2/groups/altd/${id}/archive`)).toMatchObject({ status: 400, json: NOT_ACTIVE });
  }
  expect(emulator.acceptedArchives()).toHaveLength(1);
});

test("[INF] with doubleSubmission accept, a second archive becomes a second job, and both succeed", async () => {
  const accepting = await Wire.start({ doubleSubmission: "accept" });
  const first = await accepting.post(`${GROUP}/archive`);
  const second = await accepting.post(`${GROUP}/archive`);
  expect([first.json.id, second.json.id]).toEqual(["de1-81787", "de1-81788"]);
  accepting.pass(60_000);
  for (const { json } of [first, second]) {
    expect((await accepting.get(json.href)).json).toEqual({ status: "succeeded" });
  }
  expect(accepting.emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
  await accepting.emulator.stop();
});

test.each(["root", "archive", "templates"])("[INF] the %s group cannot be archived: 400", async (which) => {
  const root = await read(`/v2/groups/altd/${emulator.group(WEB_APPLICATIONS)?.parentId}`);
  const target = which === "root" ? root : root.groups.find(({ type }: Json) => type === which);
  const answer = await wire.post(`/v2/groups/altd/${target.id}/archive`);
  expect(answer.status).toBe(400);
  expect(answer.json.modelState).toEqual({ "": ["The group cannot be archived."] });
});

test("[INF] an unknown group gets 404 without a body", async () => {
  const answer = await wire.post("/v2/groups/altd/00000000000000000000000000000000/archive");
  expect(answer).toMatchObject({ status: 404, text: "" });
});

test("[INF] a failed archive leaves about half of the servers archived, the rest and the group active", async () => {
  emulator.nextTimeline([
    { status: "executing", atMs: 0 },
    { status: "failed", atMs: 10_000 },
  ]);
  const { json } = await wire.post(`${GROUP}/archive`);
  wire.pass(10_000);
  expect(await read(json.href)).toEqual({ status: "failed" });
  expect(await archived(GROUP)).toBe("active");
  const servers = ["web01", "web02", "cache01", "shop01", "shop02"];
  const states = await Promise.all(servers.map((name) => archived(`/v2/servers/altd/de1altd${name}`)));
  expect(states).toEqual(["archived", "archived", "active", "active", "active"]);
});
