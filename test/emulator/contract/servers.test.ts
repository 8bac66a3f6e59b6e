import { Wire } from "./wire";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they came
type Json = any;

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

const read = async (id: string): Promise<Json> => (await wire.get(`/v2/servers/ALTD/${id}`)).json;
const rels = (server: Json): string[] => server.links.map(({ rel }: Json) => rel);

const KEYS = [
  "id",
  "name",
  "description",
  "groupId",
  "isTemplate",
  "locationId",
  "osType",
  "os",
  "status",
  "details",
  "type",
  "storageType",
  "changeInfo",
  "links",
];

test("[REC] an active server has its keys, details and links in the recorded order", async () => {
  const server = await read("DE1ALTDWEB01");
  expect(Object.keys(server)).toEqual(KEYS);
  expect(server).toMatchObject({
    id: "de1altdweb01",
    name: "DE1ALTDWEB01",
    locationId: "DE1",
    status: "active",
  });
  expect(Object.keys(server.details)).toEqual([
    "ipAddresses",
    "secondaryIPAddresses",
    "alertPolicies",
    "cpu",
    "diskCount",
    "hostName",
    "inMaintenanceMode",
    "memoryMB",
    "powerState",
    "storageGB",
    "disks",
    "partitions",
    "snapshots",
    "customFields",
  ]);
  expect(server.details).toMatchObject({
    cpu: 2,
    memoryMB: 4096,
    powerState: "started",
    storageGB: 17,
    diskCount: 3,
  });
  expect(rels(server)).toEqual([
    "self",
    "group",
    "account",
    "billing",
    "publicIPAddresses",
    "credentials",
    "statistics",
    "upcomingScheduledActivities",
    "scheduledActivities",
    "capabilities",
    "alertPolicyMappings",
    "antiAffinityPolicyMapping",
    "cpuAutoscalePolicyMapping",
    "publicIPAddress",
  ]);
  expect(server).toMatchObject({ type: "standard", storageType: "standard" });
  expect(server.links[0]).toEqual({
    rel: "self",
    href: "/v2/servers/altd/de1altdweb01",
    id: "de1altdweb01",
    verbs: ["GET", "PATCH", "DELETE"],
  });
});

test("[REC] the sizes of partitions are floats, those of disks are whole", async () => {
  const { text } = await wire.get("/v2/servers/altd/de1altdweb01");
  expect(text).toContain('"partitions":[{"sizeGB":0.0,"path":"(swap)"},{"sizeGB":13.655,"path":"/"}');
  expect(text).toContain('"disks":[{"id":"0:0","sizeGB":1,"partitionPaths":[]}');
});

test("[REC] a stopped server says so", async () => {
  expect((await read("de1altdcache01")).details.powerState).toBe("stopped");
});

test("[REC] a queued server has no details and only the links self, group, account and billing", async () => {
  const own = await Wire.start();
  own.emulator.queueServers(["de1altdweb01"]);
  const { json } = await own.get("/v2/servers/altd/de1altdweb01");
  expect(json.status).toBe("queuedForArchive");
  expect(Object.keys(json)).toEqual(KEYS.filter((key) => key !== "details"));
  expect(rels(json)).toEqual(["self", "group", "account", "billing"]);
  expect(json.links[0].verbs).toEqual(["GET", "PATCH"]);
  await own.emulator.stop();
});

test("[REC] an archived server keeps its storage, shows no cpu and memory, and has restore and delete links", async () => {
  const server = await read("de1altdbi01");
  expect(server).toMatchObject({
    status: "archived",
    details: { cpu: 0, memoryMB: 0, powerState: "stopped", storageGB: 267, diskCount: 3 },
  });
  expect(server.details.ipAddresses).toEqual([{ internal: expect.any(String) }]);
  expect(rels(server)).toEqual(["self", "group", "account", "billing", "restore", "delete"]);
  expect(server.links[0].verbs).toEqual(["GET", "PATCH"]);
  expect(server.links[4].href).toBe("/v2/servers/altd/de1altdbi01/restore");
  expect(server.links[5].href).toBe("/v2/servers/altd/de1altdbi01");
});

test("[REC] inside the Archive group the details of a server are power state and storage only", async () => {
  const { groupId } = await read("de1altdbi01");
  const { json } = await wire.get(`/v2/groups/altd/${groupId}?serverDetail=detailed`);
  expect(json.name).toBe("Archive");
  expect(json.servers[0].details).toEqual({ powerState: "stopped", storageGB: 267 });
});

test("[REC] snapshots are listed with self, delete and restore links", async () => {
  const { details } = await read("de1altdshop01");
  expect(details.snapshots).toEqual([
    {
      name: "2015-06-18.09:19:36",
      links: [
        { rel: "self", href: "/v2/servers/altd/de1altdshop01/snapshots/40" },
        { rel: "delete", href: "/v2/servers/altd/de1altdshop01/snapshots/40" },
        { rel: "restore", href: "/v2/servers/altd/de1altdshop01/snapshots/40/restore" },
      ],
    },
  ]);
});

test("[CODE] credentials are a user name and a password; [INF] of active servers only", async () => {
  const { json } = await wire.get("/v2/servers/altd/de1altdweb01/credentials");
  expect(json).toEqual({ userName: "root", password: expect.any(String) });
  expect((await wire.get("/v2/servers/altd/ca1altdad01/credentials")).json.userName).toBe("administrator");
  for (const id of ["de1altdbi01", "de1altdnone01"]) {
    expect((await wire.get(`/v2/servers/altd/${id}/credentials`)).status).toBe(404);
  }
});
