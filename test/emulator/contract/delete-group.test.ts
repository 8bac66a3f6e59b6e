import { DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const remove = (id: string) => wire.send("DELETE", `/v2/groups/ALTD/${id}`);

test("[REC] DELETE answers 202 with a bare status link", async () => {
  expect(await remove(DECOMMISSIONED)).toMatchObject({
    status: 202,
    text: '{"rel":"status","href":"/v2/operations/altd/status/ca1-81787","id":"ca1-81787"}',
  });
});

test("[REC] an empty group takes 16 to 29 seconds, notStarted all the while, without executing", async () => {
  const { href } = (await remove(DECOMMISSIONED)).json;
  const seen: string[] = [];
  for (let seconds = 0; seconds <= 30; seconds += 2.5) {
    seen.push((await wire.get(href)).json.status);
    wire.pass(2_500);
  }
  expect([...new Set(seen)]).toEqual(["notStarted", "succeeded"]);
  expect(seen.indexOf("succeeded") * 2.5).toBeGreaterThanOrEqual(16);
  expect(seen.indexOf("succeeded") * 2.5).toBeLessThanOrEqual(29);
});

test("[DOC] the group goes with all servers and groups underneath it; [REC] meanwhile they are queuedForDelete", async () => {
  const children = wire.emulator.group(WEB_APPLICATIONS)?.groups ?? [];
  await remove(WEB_APPLICATIONS);
  expect((await wire.get("/v2/servers/altd/de1altdshop01")).json.status).toBe("queuedForDelete");
  wire.pass(120_000);
  const paths = [...children, WEB_APPLICATIONS].map((id) => `/v2/groups/altd/${id}`);
  for (const path of [...paths, "/v2/servers/altd/de1altdshop01"]) {
    expect(await wire.get(path)).toMatchObject({ status: 404, text: "" });
  }
});

test("[DOC] an archived group cannot be deleted: 400", async () => {
  expect((await remove(LEGACY_REPORTING)).json.modelState).toEqual({
    "": ["The group must be in Active state."],
  });
});

test.each(["root", "archive", "templates"])("[INF] the %s group cannot be deleted: 400", async (which) => {
  const root = (await wire.get(`/v2/groups/altd/${wire.emulator.group(WEB_APPLICATIONS)?.parentId}`)).json;
  const target = which === "root" ? root : root.groups.find(({ type }: { type: string }) => type === which);
  expect((await remove(target.id)).json.modelState).toEqual({ "": ["The group cannot be deleted."] });
});

test("[INF] an archive and a delete at once: the second one gets 400", async () => {
  await remove(WEB_APPLICATIONS);
  expect((await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`)).status).toBe(400);
  expect((await remove(WEB_APPLICATIONS)).status).toBe(400);
  expect((await remove("0".repeat(32))).status).toBe(404);
});

test("[INF] a delete that fails leaves the servers that are left active", async () => {
  wire.emulator.nextTimeline([{ status: "failed", atMs: 0 }], "deleteGroup");
  await remove(WEB_APPLICATIONS);
  const servers = ["web01", "web02", "cache01", "shop01", "shop02"];
  expect(servers.map((name) => wire.emulator.server(`de1altd${name}`)?.status)).toEqual([
    undefined,
    undefined,
    "active",
    "active",
    "active",
  ]);
});
