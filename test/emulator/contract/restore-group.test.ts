import { type CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

const GROUP = `/v2/groups/altd/${LEGACY_REPORTING}`;
const MINUTE = 60_000;
const NOT_QUEUED = {
  isQueued: false,
  errorMessage:
    "The operation cannot be queued because the group cannot be found or it is not in a valid state.",
};

let wire: Wire;
let emulator: CtlEmulator;
beforeEach(async () => {
  wire = await Wire.start();
  emulator = wire.emulator;
});
afterEach(() => emulator.stop());

const restore = (targetGroupId: string, id = LEGACY_REPORTING) =>
  wire.post(`/v2/groups/ALTD/${id}/restore`, { body: JSON.stringify({ targetGroupId }) });

test("[DOC] restore answers isQueued with links to the group and to the status, [INF] with 200", async () => {
  const { status, text } = await restore(WEB_APPLICATIONS);
  expect(status).toBe(200);
  expect(text).toBe(
    `{"isQueued":true,"links":[{"rel":"self","href":"${GROUP}?AccountAlias=ALTD&identifier=${LEGACY_REPORTING}"},` +
      '{"rel":"status","href":"/v2/operations/altd/status/de1-81787","id":"de1-81787"}]}',
  );
});

test("[DOC] both links resolve", async () => {
  const { links } = (await restore(WEB_APPLICATIONS)).json;
  const answers = await Promise.all(links.map(({ href }: { href: string }) => wire.get(href)));
  expect(answers.map(({ json }) => json.name ?? json.status)).toEqual(["Legacy Reporting", "notStarted"]);
});

test.each([
  ["an object", (id: string) => JSON.stringify({ targetGroupId: id })],
  ["[RUN] another case of the key (GOCLI)", (id: string) => JSON.stringify({ TargetGroupId: id })],
  ["[RUN] JSON in a JSON text (GOSDK)", (id: string) => JSON.stringify(`{"targetGroupId": "${id}"}`)],
  ["an id in upper case", (id: string) => JSON.stringify({ targetGroupId: id.toUpperCase() })],
])("the target is taken as clients send it: %s", async (_, body) => {
  const answer = await wire.post(`${GROUP}/restore`, { body: body(WEB_APPLICATIONS) });
  expect(answer.json.isQueued).toBe(true);
});

test.each(["", "{}", '{"targetGroupId":""}', '{"targetGroupId":7}', "[]"])(
  "[CODE] without a target (%s): 400 that names the field",
  async (body) => {
    const answer = await wire.post(`${GROUP}/restore`, { body });
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      message: "The request is invalid.",
      modelState: { "body.targetGroupId": ["The targetGroupId field is required."] },
    });
  },
);

test("[INF] a broken JSON body gets 400, an unknown group 404 without a body", async () => {
  expect(await wire.post(`${GROUP}/restore`, { body: '{"target' })).toMatchObject({
    status: 400,
    json: { message: "The request is invalid." },
  });
  expect(await restore(WEB_APPLICATIONS, "0".repeat(32))).toMatchObject({ status: 404, text: "" });
});

test("[REC of servers] meanwhile servers sit in Archive as queuedForRestore, [INF] and the group is archived", async () => {
  await restore(WEB_APPLICATIONS);
  const server = (await wire.get("/v2/servers/altd/de1altdbi01")).json;
  expect(server.status).toBe("queuedForRestore");
  expect((await wire.get(`/v2/groups/altd/${server.groupId}`)).json.type).toBe("archive");
  expect((await wire.get(GROUP)).json.status).toBe("archived");
});

test("[INF] after 21 to 30 minutes the group is active below its target, and its servers are in it", async () => {
  const { links } = (await restore(WEB_APPLICATIONS)).json;
  wire.pass(20 * MINUTE);
  expect((await wire.get(links[1].href)).json.status).not.toBe("succeeded");
  wire.pass(10 * MINUTE);
  expect((await wire.get(links[1].href)).json.status).toBe("succeeded");
  expect(emulator.group(LEGACY_REPORTING)).toMatchObject({
    status: "active",
    parentId: WEB_APPLICATIONS,
    servers: [
      { id: "de1altdbi01", status: "active" },
      { id: "de1altdbi02", status: "active" },
    ],
  });
  const { links: after } = (await wire.get(GROUP)).json;
  expect(after.map(({ rel }: { rel: string }) => rel)).toContain("archiveGroupAction");
});

test("[DOC] sub-groups come back with it, each with its servers", async () => {
  const before = emulator.group(WEB_APPLICATIONS);
  const shop = (await wire.get("/v2/servers/altd/de1altdshop01")).json;
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  wire.pass(MINUTE);
  expect((await restore(before?.parentId ?? "", WEB_APPLICATIONS)).json.isQueued).toBe(true);
  wire.pass(30 * MINUTE);
  expect(emulator.group(WEB_APPLICATIONS)).toEqual(before);
  expect((await wire.get("/v2/servers/altd/de1altdshop01")).json).toEqual(shop);
});

test.each([
  ["a group that is active", WEB_APPLICATIONS, DECOMMISSIONED],
  ["into a group that does not exist", LEGACY_REPORTING, "0".repeat(32)],
  ["into another data center", LEGACY_REPORTING, DECOMMISSIONED],
  ["into itself", LEGACY_REPORTING, LEGACY_REPORTING],
])("[INF] %s is not queued, and says so with 200", async (_, id, target) => {
  expect(await restore(target, id)).toMatchObject({ status: 200, json: NOT_QUEUED });
});

test("[INF] two restores at once: the second is not queued", async () => {
  const [first, second] = [await restore(WEB_APPLICATIONS), await restore(WEB_APPLICATIONS)];
  expect(first.json.isQueued).toBe(true);
  expect(second.json).toEqual(NOT_QUEUED);
});

test("[INF] the switches: restoreStatus, and an archived group that is hidden can be restored all the same", async () => {
  const own = await Wire.start({ restoreStatus: 202, archivedGroups: "hidden" });
  const answer = await own.post(`${GROUP}/restore`, { body: `{"targetGroupId":"${WEB_APPLICATIONS}"}` });
  expect(answer).toMatchObject({ status: 202, json: { isQueued: true } });
  own.pass(30 * MINUTE);
  expect((await own.get(GROUP)).json.status).toBe("active");
  await own.emulator.stop();
});

test("[INF] a restore that fails leaves the group archived, and what has come back active", async () => {
  emulator.nextTimeline(
    [
      { status: "executing", atMs: 0 },
      { status: "failed", atMs: MINUTE },
    ],
    "restoreGroup",
  );
  await restore(WEB_APPLICATIONS);
  wire.pass(MINUTE);
  expect(emulator.group(LEGACY_REPORTING)?.status).toBe("archived");
  expect(["de1altdbi01", "de1altdbi02"].map((id) => emulator.server(id)?.status)).toEqual([
    "active",
    "archived",
  ]);
});

test("[INF] a target that is deleted meanwhile leaves the group archived", async () => {
  const parentId = emulator.group(WEB_APPLICATIONS)?.parentId ?? "";
  const target = emulator.addGroup({ parentId, name: "Short-lived" });
  await restore(target.id);
  await wire.send("DELETE", `/v2/groups/altd/${target.id}`);
  wire.pass(30 * MINUTE);
  expect(emulator.group(target.id)).toBeUndefined();
  expect((await wire.get(GROUP)).json.status).toBe("archived");
});

test("[INF] nothing can be put into a group that is being deleted", async () => {
  await wire.send("DELETE", `/v2/groups/altd/${WEB_APPLICATIONS}`);
  expect((await restore(WEB_APPLICATIONS)).json).toEqual(NOT_QUEUED);
  const body = JSON.stringify({ name: "New", parentGroupId: WEB_APPLICATIONS });
  expect((await wire.post("/v2/groups/altd", { body })).status).toBe(400);
});
