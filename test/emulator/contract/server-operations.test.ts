import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

const INVALID =
  "The operation cannot be queued because the server cannot be found or it is not in a valid state.";
const ALREADY = "The server already in desired state.";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const send = (verb: string, ids: unknown) =>
  wire.post(`/v2/operations/ALTD/servers/${verb}`, {
    body: JSON.stringify(ids),
    headers: { "content-type": "Application/json" },
  });
const powerOf = async (id: string) => (await wire.get(`/v2/servers/altd/${id}`)).json.details?.powerState;

test("[REC] archive answers 200 with an entry per server, all with one status id, in an order of its own", async () => {
  const { status, text } = await send("archive", ["DE1ALTDWEB02", "DE1ALTDWEB01"]);
  const link = '[{"rel":"status","href":"/v2/operations/altd/status/de1-81787","id":"de1-81787"}]';
  expect(status).toBe(200);
  expect(text).toBe(
    `[{"server":"de1altdweb01","isQueued":true,"links":${link}},{"server":"de1altdweb02","isQueued":true,"links":${link}}]`,
  );
});

test("[REC] they are archived, and their group is as it was", async () => {
  await send("archive", ["DE1ALTDWEB01"]);
  expect(wire.emulator.server("de1altdweb01")?.status).toBe("queuedForArchive");
  wire.pass(60_000);
  expect(wire.emulator.server("de1altdweb01")).toMatchObject({
    status: "archived",
    formerGroupId: WEB_APPLICATIONS,
  });
  expect(wire.emulator.group(WEB_APPLICATIONS)?.status).toBe("active");
});

test("[DOC] servers that cannot be queued say why, beside those that can", async () => {
  const { status, json } = await send("archive", ["DE1ALTDWEB01", "de1altdbi01", "DE1ALTDNONE01"]);
  expect(status).toBe(200);
  expect(json).toEqual([
    { server: "de1altdbi01", isQueued: false, errorMessage: ALREADY },
    { server: "de1altdnone01", isQueued: false, errorMessage: INVALID },
    { server: "de1altdweb01", isQueued: true, links: [expect.anything()] },
  ]);
});

test("[CODE] when none could be queued, the list comes with 400; [INF] with 200 by its switch", async () => {
  expect(await send("archive", ["DE1ALTDNONE01"])).toMatchObject({
    status: 400,
    json: [{ isQueued: false }],
  });
  const own = await Wire.start({ nothingQueuedStatus: 200 });
  const answer = await own.post("/v2/operations/altd/servers/archive", { body: '["x"]' });
  expect(answer).toMatchObject({ status: 200, json: [{ isQueued: false }] });
  await own.emulator.stop();
});

test("[INF] servers of two data centers become a job in each", async () => {
  const { json } = await send("archive", ["DE1ALTDWEB01", "CA1ALTDCI01"]);
  expect(json.map(({ links }: { links: { id: string }[] }) => links[0]?.id)).toEqual([
    "ca1-81787",
    "de1-81787",
  ]);
});

test("[INF] two archives of one server at once: the second is not queued", async () => {
  await send("archive", ["DE1ALTDWEB01"]);
  expect((await send("archive", ["DE1ALTDWEB01", "de1altdweb01"])).json).toEqual([
    { server: "de1altdweb01", isQueued: false, errorMessage: INVALID },
  ]);
});

test.each([
  ["REC", "powerOn", "de1altdcache01", "started", 24],
  ["INF", "powerOff", "de1altdweb01", "stopped", 28],
  ["REC", "shutDown", "de1altdweb01", "stopped", 45],
  ["REC", "pause", "de1altdweb01", "paused", 28],
  ["INF", "reboot", "de1altdweb01", "started", 45],
  ["INF", "reset", "de1altdweb01", "started", 45],
])("[%s] %s makes %s %s after %i s", async (_, verb, id, state, seconds) => {
  const before = await powerOf(id);
  const [{ links }] = (await send(verb, [id])).json;
  wire.pass(seconds * 1_000 - 1);
  expect((await wire.get(links[0].href)).json.status).not.toBe("succeeded");
  expect(["started", "stopped", "paused"]).toContain(before);
  wire.pass(1);
  expect((await wire.get(links[0].href)).json.status).toBe("succeeded");
  expect(await powerOf(id)).toBe(state);
});

test.each([
  ["powerOn", "de1altdweb01"],
  ["powerOff", "de1altdcache01"],
  ["shutDown", "de1altdcache01"],
])("[CODE] %s of a server that is so already says so", async (verb, id) => {
  expect((await send(verb, [id])).json).toEqual([{ server: id, isQueued: false, errorMessage: ALREADY }]);
});

test.each([
  ["pause", "de1altdcache01"],
  ["reboot", "de1altdcache01"],
  ["powerOn", "de1altdbi01"],
])("[INF] %s of %s is not in a valid state", async (verb, id) => {
  expect((await send(verb, [id])).json[0].errorMessage).toBe(INVALID);
});

test("[CODE] maintenance mode goes on and off", async () => {
  const mode = async () => (await wire.get("/v2/servers/altd/de1altdweb01")).json.details.inMaintenanceMode;
  await send("startMaintenance", ["de1altdweb01"]);
  wire.pass(30_000);
  expect(await mode()).toBe(true);
  expect((await send("startMaintenance", ["de1altdweb01"])).json[0].errorMessage).toBe(ALREADY);
  await send("stopMaintenance", ["de1altdweb01"]);
  wire.pass(30_000);
  expect(await mode()).toBe(false);
});

test.each(["", "{}", "[]", "[1]", '"de1altdweb01"', "["])("[INF] a body like %s gets 400", async (body) => {
  const answer = await wire.post("/v2/operations/altd/servers/archive", { body });
  expect(answer).toMatchObject({ status: 400, json: { message: "The request is invalid." } });
});

test("[INF] an operation that nobody knows is no route", async () => {
  expect((await send("dance", ["de1altdweb01"])).status).toBe(404);
});

test("[INF] a power operation does nothing to a server that was archived meanwhile", async () => {
  wire.emulator.nextTimeline([{ status: "succeeded", atMs: 100_000 }], "powerOff");
  await send("powerOff", ["de1altdweb01"]);
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  wire.pass(100_000);
  wire.emulator.restoreGroup(WEB_APPLICATIONS);
  expect(await powerOf("de1altdweb01")).toBe("started");
});
