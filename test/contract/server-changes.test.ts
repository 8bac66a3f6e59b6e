import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const restore = (id: string, targetGroupId: string) =>
  wire.post(`/v2/servers/ALTD/${id}/restore`, { body: JSON.stringify({ targetGroupId }) });
const remove = (id: string) => wire.send("DELETE", `/v2/servers/ALTD/${id}`);
const patch = (id: string, member: string, value: unknown) =>
  wire.send("PATCH", `/v2/servers/ALTD/${id}`, { body: JSON.stringify([{ op: "set", member, value }]) });

test("[REC] restore answers 202 with a bare link, each server with a status id of its own", async () => {
  const answers = [
    await restore("DE1ALTDBI01", WEB_APPLICATIONS),
    await restore("DE1ALTDBI02", WEB_APPLICATIONS),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(answers.map(({ json }) => json.id)).toEqual(["de1-81787", "de1-81788"]);
  expect(Object.keys(answers[0]?.json)).toEqual(["rel", "href", "id"]);
});

test("[REC] it takes 21 to 30 minutes; meanwhile the server is queuedForRestore in Archive, without details", async () => {
  const { href } = (await restore("DE1ALTDBI01", WEB_APPLICATIONS)).json;
  const meanwhile = (await wire.get("/v2/servers/altd/de1altdbi01")).json;
  expect(meanwhile.status).toBe("queuedForRestore");
  expect(meanwhile).not.toHaveProperty("details");
  wire.pass(1_249_000);
  expect((await wire.get(href)).json.status).toBe("executing");
  wire.pass(1_000);
  expect((await wire.get(href)).json.status).toBe("succeeded");
  expect((await wire.get("/v2/servers/altd/de1altdbi01")).json).toMatchObject({
    status: "active",
    groupId: WEB_APPLICATIONS,
    details: { cpu: 4, memoryMB: 16384, powerState: "started" },
  });
});

test("[CODE] a server that is not archived: 400 under the empty key; [INF] its sentence", async () => {
  expect((await restore("DE1ALTDWEB01", WEB_APPLICATIONS)).json).toEqual({
    message: "The request is invalid.",
    modelState: { "": ["The server must be in Archived state."] },
  });
});

test("[INF] a target that is missing, unknown or elsewhere: 400; an unknown server: 404", async () => {
  expect((await wire.post("/v2/servers/altd/de1altdbi01/restore")).json.modelState).toHaveProperty([
    "body.targetGroupId",
  ]);
  for (const target of ["x", DECOMMISSIONED]) expect((await restore("DE1ALTDBI01", target)).status).toBe(400);
  expect(await restore("DE1ALTDNONE01", WEB_APPLICATIONS)).toMatchObject({ status: 404, text: "" });
});

test("[DOC] DELETE answers the server, isQueued and a status link, [INF] with 202", async () => {
  expect(await remove("DE1ALTDWEB01")).toMatchObject({
    status: 202,
    text: '{"server":"de1altdweb01","isQueued":true,"links":[{"rel":"status","href":"/v2/operations/altd/status/de1-81787","id":"de1-81787"}]}',
  });
});

test("[REC] it is queuedForDelete, and gone after 64 seconds", async () => {
  const { links } = (await remove("DE1ALTDWEB01")).json;
  expect(wire.emulator.server("de1altdweb01")?.status).toBe("queuedForDelete");
  wire.pass(64_000);
  expect((await wire.get(links[0].href)).json.status).toBe("succeeded");
  expect(await wire.get("/v2/servers/altd/de1altdweb01")).toMatchObject({ status: 404, text: "" });
});

test("[REC] an archived server can be deleted through its link; [INF] twice at once is once too often", async () => {
  const { links } = (await wire.get("/v2/servers/altd/de1altdbi01")).json;
  const { href } = links.find(({ rel }: { rel: string }) => rel === "delete");
  expect((await wire.send("DELETE", href)).json.isQueued).toBe(true);
  expect(await wire.send("DELETE", href)).toMatchObject({ status: 400, json: { isQueued: false } });
  expect((await remove("DE1ALTDNONE01")).status).toBe(404);
});

test("[DOC] PATCH sets description and groupId, [INF] with 204", async () => {
  const root = wire.emulator.group(WEB_APPLICATIONS)?.parentId;
  expect((await patch("DE1ALTDWEB01", "description", "new words")).status).toBe(204);
  expect((await patch("DE1ALTDWEB01", "groupId", root)).status).toBe(204);
  expect((await wire.get("/v2/servers/altd/de1altdweb01")).json).toMatchObject({
    description: "new words",
    groupId: root,
    changeInfo: { modifiedDate: "2015-07-14T13:47:58Z" },
  });
});

test.each([
  ["cpu", 4, 501],
  ["groupId", DECOMMISSIONED, 400],
  ["colour", "red", 400],
  ["description", 7, 400],
])("[INF] PATCH of %s to %s gets %i", async (member, value, status) => {
  expect((await patch("DE1ALTDWEB01", member, value)).status).toBe(status);
});
