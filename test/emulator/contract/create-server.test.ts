import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const ORDER = {
  name: "node",
  groupId: WEB_APPLICATIONS,
  sourceServerId: "CENTOS-6-64-TEMPLATE",
  cpu: 2,
  memoryGB: 4,
  type: "standard",
  storageType: "standard",
};
const create = (fields: object) => wire.post("/v2/servers/ALTD", { body: JSON.stringify(fields) });
const without = (key: string) => Object.fromEntries(Object.entries(ORDER).filter(([name]) => name !== key));

test("[REC] POST answers 202 with the server, isQueued, a link to the job and one to the server by its uuid", async () => {
  const { status, json } = await create(ORDER);
  expect(status).toBe(202);
  expect(Object.keys(json)).toEqual(["server", "isQueued", "links"]);
  expect(json).toMatchObject({ server: "node", isQueued: true });
  const [job, self] = json.links;
  expect(job).toEqual({ rel: "status", href: "/v2/operations/altd/status/de1-81787", id: "de1-81787" });
  expect(Object.keys(self)).toEqual(["rel", "href", "id", "verbs"]);
  expect(self).toMatchObject({ rel: "self", verbs: ["GET"], id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect(self.href).toBe(`/v2/servers/altd/${self.id}?uuid=True`);
});

test("[REC] it is found by its uuid: underConstruction without details, and active when the job has succeeded", async () => {
  const [job, self] = (await create(ORDER)).json.links;
  const early = (await wire.get(self.href)).json;
  expect(early).toMatchObject({ id: "de1altdnode01", name: "DE1ALTDNODE01", status: "underConstruction" });
  expect(early).not.toHaveProperty("details");
  expect(early.links.map(({ rel }: { rel: string }) => rel)).toEqual(["self", "group", "account", "billing"]);
  expect((await wire.get(job.href)).json.status).toBe("notStarted");
  wire.pass(300_000);
  expect((await wire.get(job.href)).json.status).toBe("succeeded");
  const { json } = await wire.get(self.href);
  expect(json).toMatchObject({
    status: "active",
    groupId: WEB_APPLICATIONS,
    osType: "CentOS 6 64-bit",
    os: "centOS6_64Bit",
    type: "standard",
    storageType: "standard",
    details: { cpu: 2, memoryMB: 4096, storageGB: 17, powerState: "started", hostName: "de1altdnode01" },
  });
  expect((await wire.get("/v2/servers/altd/de1altdnode01?uuid=True")).json).toEqual(json);
  expect((await wire.get("/v2/servers/altd/de1altdnode01")).json).toEqual(json);
});

test("[DOC] the number behind its name is free, and a uuid is an id only where the query says so", async () => {
  const ids = [];
  for (let times = 0; times < 3; times++) {
    const [, self] = (await create(ORDER)).json.links;
    ids.push((await wire.get(self.href)).json.id);
    expect((await wire.get(`/v2/servers/altd/${self.id}`)).status).toBe(404);
  }
  expect(ids).toEqual(["de1altdnode01", "de1altdnode02", "de1altdnode03"]);
});

test("[REC] disks are added, custom fields kept, and a managed server says so", async () => {
  const [, self] = (
    await create({
      ...ORDER,
      description: "made by a test",
      isManagedOS: true,
      additionalDisks: [
        { sizeGB: 1, type: "raw" },
        { path: "data", sizeGB: 10, type: "partitioned" },
      ],
      customFields: [{ id: "dba67b156f77123fb413ddfa3dc4ac1d", value: 7 }],
    })
  ).json.links;
  wire.pass(300_000);
  const { json } = await wire.get(self.href);
  expect(json).toMatchObject({
    description: "made by a test",
    isManagedOS: true,
    details: { diskCount: 5, storageGB: 28, customFields: [{ name: "Cost Center", value: "7" }] },
  });
  expect(json.details.partitions.at(-1)).toEqual({ path: "data", sizeGB: 10 });
});

test("[DOC] an active server can be cloned", async () => {
  const [, self] = (await create({ ...ORDER, sourceServerId: "DE1ALTDSHOP01" })).json.links;
  wire.pass(300_000);
  expect((await wire.get(self.href)).json).toMatchObject({ status: "active", details: { storageGB: 42 } });
});

test("[INF] when the job fails the server is gone, and so it is for a seed while the job runs", async () => {
  wire.emulator.nextTimeline(
    [
      { status: "executing", atMs: 0 },
      { status: "failed", atMs: 9 },
    ],
    "createServer",
  );
  const [job, self] = (await create(ORDER)).json.links;
  expect(JSON.stringify(wire.emulator.snapshot())).not.toContain('"node01"');
  wire.pass(10);
  expect((await wire.get(job.href)).json.status).toBe("failed");
  expect((await wire.get(self.href)).status).toBe(404);
});

test.each([
  ["name", "The name field is required."],
  ["groupId", "The groupId field is required."],
  ["sourceServerId", "The sourceServerId field is required."],
  ["cpu", "The cpu field is required."],
  ["memoryGB", "The memoryGB field is required."],
  ["type", "The type field is required."],
])("[CODE] without %s: 400 that names it", async (key, sentence) => {
  expect(await create(without(key))).toMatchObject({
    status: 400,
    json: { message: "The request is invalid.", modelState: { [`body.${key}`]: [sentence] } },
  });
});

test.each([
  ["name", "a name"],
  ["name", "ninechars"],
  ["cpu", 17],
  ["cpu", 1.5],
  ["memoryGB", 0],
  ["groupId", "0".repeat(32)],
  ["sourceServerId", "NO-SUCH-TEMPLATE"],
  ["storageType", "hyperscale"],
  ["type", "bareMetal"],
  ["additionalDisks", [{ sizeGB: 2_000 }]],
  ["customFields", [{ id: "x", value: "y" }]],
  ["cpuAutoscalePolicyId", "x"],
  ["antiAffinityPolicyId", "x"],
])("[INF] %s %j: 400, and no server", async (key, value) => {
  expect((await create({ ...ORDER, [key]: value })).status).toBe(400);
  expect(wire.emulator.group(WEB_APPLICATIONS)?.servers).toHaveLength(2);
});

test("[INF] no server is built into a group that is being archived", async () => {
  await wire.post(`/v2/groups/altd/${DECOMMISSIONED}/archive`);
  expect((await create({ ...ORDER, groupId: DECOMMISSIONED })).status).toBe(400);
});

test("[INF] an archive of the group leaves a server that is still under construction", async () => {
  const [, self] = (await create(ORDER)).json.links;
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  wire.pass(100_000);
  expect((await wire.get(self.href)).json.status).toBe("underConstruction");
});
