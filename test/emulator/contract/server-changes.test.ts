import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const COST_CENTER = "dba67b156f77123fb413ddfa3dc4ac1d";
const STAGE = "22f002123e3b46d9a8b38ecd4c6df7f9";

const restore = (id: string, targetGroupId: string) =>
  wire.post(`/v2/servers/ALTD/${id}/restore`, { body: JSON.stringify({ targetGroupId }) });
const remove = (id: string) => wire.send("DELETE", `/v2/servers/ALTD/${id}`);
const patch = (id: string, member: string, value: unknown) =>
  wire.send("PATCH", `/v2/servers/ALTD/${id}`, { body: JSON.stringify([{ op: "set", member, value }]) });
const read = async (id: string) => (await wire.get(`/v2/servers/ALTD/${id}`)).json;

test("[REC] restore answers 202 with a bare link, each server with a status id of its own", async () => {
  const answers = [
    await restore("DE1ALTDBI01", WEB_APPLICATIONS),
    await restore("DE1ALTDBI02", WEB_APPLICATIONS),
  ];
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(answers.map(({ json }) => json.id)).toEqual(["de1-81787", "de1-81788"]);
  expect(Object.keys(answers[0]?.json)).toEqual(["rel", "href", "id"]);
});

test("[REC] it takes 21 to 30 minutes; meanwhile the server is queuedForRestore in Archive, with its storage alone", async () => {
  const { href } = (await restore("DE1ALTDBI01", WEB_APPLICATIONS)).json;
  const meanwhile = (await wire.get("/v2/servers/altd/de1altdbi01")).json;
  expect(meanwhile.status).toBe("queuedForRestore");
  expect(meanwhile.details).toEqual({ powerState: "stopped", storageGB: 267 });
  expect(meanwhile.links[0].verbs).toEqual(["GET", "PATCH"]);
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

test("[REC] DELETE answers 202 with the server, isQueued and a status link", async () => {
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
  ["cpu", 8, { cpu: 8 }],
  ["cpu", "8", { cpu: 8 }],
  ["memory", 8, { memoryMB: 8192 }],
  ["password", { current: "old", password: "new" }, {}],
])(
  "[REC] PATCH of %s to %j is a job: 202 with a bare link, done when the job is",
  async (member, value, details) => {
    const before = (await read("DE1ALTDWEB01")).details;
    const { status, json } = await patch("DE1ALTDWEB01", member, value);
    expect(status).toBe(202);
    expect(json).toEqual({ rel: "status", href: "/v2/operations/altd/status/de1-81787", id: "de1-81787" });
    expect((await read("DE1ALTDWEB01")).details).toEqual(before);
    expect((await patch("DE1ALTDWEB01", member, value)).status).toBe(400); // it is busy
    wire.pass(60_000);
    expect((await wire.get(json.href)).json.status).toBe("succeeded");
    expect((await read("DE1ALTDWEB01")).details).toEqual({ ...before, ...details });
  },
);

test("[REC] PATCH of disks names all that are to be: they grow, are added with a path, and go", async () => {
  const all = [
    { diskId: "0:0", sizeGB: 1 },
    { diskId: "0:1", sizeGB: 2 },
    { diskId: "0:2", sizeGB: 20 },
    { path: "/data", sizeGB: "10", type: "partitioned" },
  ];
  expect((await patch("DE1ALTDWEB01", "disks", all)).status).toBe(202);
  wire.pass(60_000);
  const grown = (await read("DE1ALTDWEB01")).details;
  expect(grown).toMatchObject({ diskCount: 4, storageGB: 33 });
  expect(grown.disks[3]).toEqual({ id: "0:3", sizeGB: 10, partitionPaths: ["/data"] });
  expect(grown.partitions.at(-1)).toEqual({ sizeGB: 10, path: "/data" });
  expect((await patch("DE1ALTDWEB01", "disks", [{ diskId: "0:2", sizeGB: 19 }])).status).toBe(400);
  expect((await patch("DE1ALTDWEB01", "disks", all.slice(0, 3))).status).toBe(202);
  wire.pass(60_000);
  expect((await read("DE1ALTDWEB01")).details).toMatchObject({ diskCount: 3, storageGB: 23 });
});

test("[REC] PATCH of customFields alone is done at once: 204; [INF] beside a job it is part of the job", async () => {
  const values = [{ id: COST_CENTER, value: 42 }];
  expect(await patch("DE1ALTDWEB01", "customFields", values)).toMatchObject({ status: 204, text: "" });
  expect((await read("DE1ALTDWEB01")).details.customFields).toEqual([
    { id: COST_CENTER, name: "Cost Center", value: "42", displayValue: "42" },
  ]);
  const body = JSON.stringify([
    { op: "set", member: "customFields", value: [{ id: STAGE, value: "prod" }] },
    { op: "set", member: "cpu", value: 1 },
  ]);
  expect((await wire.send("PATCH", "/v2/servers/ALTD/DE1ALTDWEB01", { body })).status).toBe(202);
  wire.pass(60_000);
  expect((await read("DE1ALTDWEB01")).details).toMatchObject({
    cpu: 1,
    customFields: [{ id: STAGE, name: "Stage", value: "prod", displayValue: "Production" }],
  });
});

test.each([
  ["cpu", 0, 400],
  ["cpu", 17, 400],
  ["memory", "much", 400],
  ["disks", [], 400],
  ["disks", [{ diskId: "0:9", sizeGB: 1 }], 400],
  ["disks", [{ diskId: "0:0", sizeGB: 1 }, { sizeGB: 0 }], 400],
  ["password", "secret", 400],
  ["customFields", [{ id: "00000000000000000000000000000000", value: "x" }], 400],
  ["customFields", [{ id: STAGE, value: "none of its options" }], 400],
  ["groupId", DECOMMISSIONED, 400],
  ["colour", "red", 400],
  ["description", 7, 400],
])("[INF] PATCH of %s to %j gets %i", async (member, value, status) => {
  expect((await patch("DE1ALTDWEB01", member, value)).status).toBe(status);
});
