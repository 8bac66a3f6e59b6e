import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const create = (body: object) =>
  wire.post("/v2/operations/altd/servers/createSnapshot", { body: JSON.stringify(body) });
const snapshotsOf = async (id: string) => (await wire.get(`/v2/servers/altd/${id}`)).json.details.snapshots;

test("[REC] createSnapshot answers an entry for each server; the snapshot has the time it was asked for as its name", async () => {
  const { status, json } = await create({
    serverIds: ["DE1ALTDWEB01", "DE1ALTDBI01"],
    snapshotExpirationDays: 7,
  });
  expect(status).toBe(200);
  expect(json).toEqual([
    { server: "de1altdbi01", isQueued: false, errorMessage: expect.any(String) },
    {
      server: "de1altdweb01",
      isQueued: true,
      links: [{ rel: "status", href: "/v2/operations/altd/status/de1-81787", id: "de1-81787" }],
    },
  ]);
  expect(await snapshotsOf("de1altdweb01")).toEqual([]);
  wire.pass(60_000);
  expect((await snapshotsOf("de1altdweb01"))[0].name).toBe("2015-07-14.13:47:58");
});

test("[REC] deleting one and going back to one are jobs: 200 with a bare link", async () => {
  const [{ links }] = await snapshotsOf("de1altdshop01");
  const href = (rel: string) => links.find((link: { rel: string }) => link.rel === rel).href;
  const restored = await wire.post(href("restore"), { body: "{}" });
  expect(restored.status).toBe(200);
  expect(Object.keys(restored.json)).toEqual(["rel", "href", "id"]);
  wire.pass(60_000);
  expect(await snapshotsOf("de1altdshop01")).toHaveLength(1);
  const deleted = await wire.send("DELETE", href("delete"));
  expect(deleted.status).toBe(200);
  wire.pass(60_000);
  expect((await wire.get(deleted.json.href)).json.status).toBe("succeeded");
  expect(await snapshotsOf("de1altdshop01")).toEqual([]);
  expect((await wire.send("DELETE", href("delete"))).status).toBe(404);
});

test.each([
  {},
  { serverIds: ["de1altdweb01"] },
  { serverIds: [], snapshotExpirationDays: 1 },
  { serverIds: ["x"], snapshotExpirationDays: 11 },
])("[DOC] %j is refused: servers, and 1 to 10 days", async (body) => {
  expect((await create(body)).status).toBe(400);
});

test("[DOC] setMaintenance sets each server by itself", async () => {
  const body = JSON.stringify({
    servers: [
      { id: "DE1ALTDWEB01", inMaintenanceMode: true },
      { id: "DE1ALTDWEB02", inMaintenanceMode: false },
    ],
  });
  const { json } = await wire.post("/v2/operations/altd/servers/setMaintenance", { body });
  expect(json.map(({ isQueued }: { isQueued: boolean }) => isQueued)).toEqual([true, false]);
  wire.pass(60_000);
  expect((await wire.get("/v2/servers/altd/de1altdweb01")).json.details.inMaintenanceMode).toBe(true);
  for (const bad of ["{}", '{"servers":[{"id":"x"}]}', '["de1altdweb01"]']) {
    expect((await wire.post("/v2/operations/altd/servers/setMaintenance", { body: bad })).status).toBe(400);
  }
});
