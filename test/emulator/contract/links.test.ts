import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they came
type Json = any;

/** What is left out on purpose; everything else resolves. */
const NOT_EMULATED = new Set([
  "horizontalAutoscalePolicyMapping",
  "capabilities",
  "computeLimits",
  "networkLimits",
  "loadBalancers",
  "availableOvfs",
  "antiAffinityPolicyMapping",
  "cpuAutoscalePolicyMapping",
]);

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

/** Every link in an answer, however deep. */
function linksIn(json: Json): Json[] {
  if (typeof json !== "object" || json === null) return [];
  const own = Array.isArray(json.links) ? json.links : [];
  return [...own, ...Object.entries(json).flatMap(([key, value]) => (key === "links" ? [] : linksIn(value)))];
}

/** A link can be read when its verbs say so, or when it has none and is no action. */
const readable = ({ rel, verbs }: Json): boolean =>
  verbs ? verbs.includes("GET") : !["archiveGroupAction", "restore", "delete"].includes(rel);

test("every link that can be read resolves: 200, or 501 where the emulator does not go", async () => {
  const seen = new Map<string, string>();
  const queue = ["/v2/datacenters/altd?groupLinks=true"];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const link of linksIn((await wire.get(path)).json).filter(readable)) {
      if (seen.has(link.href)) continue;
      seen.set(link.href, link.rel);
      if (["self", "group", "server", "parentGroup"].includes(link.rel)) queue.push(link.href);
    }
  }
  expect(seen.size).toBeGreaterThan(200);
  const wrong: string[] = [];
  for (const [href, rel] of seen) {
    const { status } = await wire.get(href);
    const perServer =
      /\/v2\/servers\/altd\/[^/]+\/(statistics|(scheduled|upcomingScheduled)Activities)|\/snapshots\//.test(
        href,
      );
    const expected = NOT_EMULATED.has(rel) || perServer ? 501 : 200;
    if (status !== expected) wrong.push(`${rel} ${href}: ${status}`);
  }
  expect(wrong).toEqual([]);
});

test("[INF] the links to actions answer as well: no route is missing", async () => {
  const server = (await wire.get("/v2/servers/altd/de1altdweb01")).json;
  const group = (await wire.get(`/v2/groups/altd/${WEB_APPLICATIONS}`)).json;
  for (const { href, verbs = [] } of [...linksIn(server), ...linksIn(group)]) {
    for (const verb of verbs.filter((one: string) => one !== "GET" && one !== "DELETE")) {
      expect([200, 204, 400, 501]).toContain((await wire.send(verb, href, { body: "[]" })).status);
    }
  }
});

/** Recorded, and not emulated: section 2 of what the recordings show. */
test.each([
  "GET /v2/servers/altd/de1altdweb01/capabilities",
  "GET /v2/sharedLoadBalancers/altd/de1",
  "GET /v2/sharedLoadBalancers/altd/de1/x/pools",
  "GET /v2/sharedLoadBalancers/altd/de1/x/pools/y/nodes",
  "PUT /v2/sharedLoadBalancers/altd/de1/x/pools/y/nodes",
  "DELETE /v2/sharedLoadBalancers/altd/de1/x/pools/y",
  "GET /v2/antiAffinityPolicies/altd",
  "DELETE /v2/antiAffinityPolicies/altd/x",
  "GET /v2/autoscalePolicies/altd",
  "POST /v2/alertPolicies/altd",
  "PUT /v2/alertPolicies/altd/x",
  "GET /v2/invoice/altd/2015/5",
  "GET /v2/vmImport/altd/de1/available",
  "PUT /v2/servers/altd/de1altdweb01/cpuAutoscalePolicy",
  "POST /v2/servers/altd/de1altdweb01/networks",
  "DELETE /v2/servers/altd/de1altdweb01/networks/x",
  "POST /v2/operations/altd/servers/executePackage",
  "GET /v2-experimental/operations/altd/status/x",
  "GET /v2-experimental/firewallPolicies/altd/de1",
  "PUT /v2-experimental/firewallPolicies/altd/de1/x",
  "POST /v2-experimental/networks/altd/de1/claim",
  "POST /v2-experimental/networks/altd/de1/x/release",
  "PUT /v2-experimental/networks/altd/de1/x",
])("[INF] %s is known and not emulated: 501 says so, and no 404 in the service's words", async (call) => {
  const [method = "", path = ""] = call.split(" ");
  const answer = await wire.send(method, path);
  expect(answer).toMatchObject({ status: 501, json: { message: "This part of the API is not emulated." } });
});

test("[CODE] the account, with what the Python SDK reads of it", async () => {
  expect((await wire.get("/v2/accounts/ALTD")).json).toMatchObject({
    accountAlias: "ALTD",
    parentAlias: "",
    primaryDataCenter: "DE1",
  });
});

test("[CODE] a group's defaults, none of them set", async () => {
  const { json } = await wire.get(`/v2/groups/altd/${WEB_APPLICATIONS}/defaults`);
  expect(json.cpu).toEqual({ inherited: false });
});

test("[REC] deployment capabilities, keys in the recorded order", async () => {
  const { json } = await wire.get("/v2/datacenters/ALTD/DE1/deploymentCapabilities");
  expect(Object.keys(json)).toEqual([
    "dataCenterEnabled",
    "importVMEnabled",
    "supportsPremiumStorage",
    "supportsSharedLoadBalancer",
    "supportsBareMetalServers",
    "deployableNetworks",
    "templates",
    "importableOSTypes",
  ]);
  expect(json.templates.length).toBeGreaterThan(1);
  expect(Object.keys(json.templates[0])).toEqual([
    "name",
    "osType",
    "description",
    "storageSizeGB",
    "capabilities",
    "reservedDrivePaths",
  ]);
  expect(Object.keys(json.templates.at(-1))).toContain("drivePathLength");
  expect(Object.keys(json.importableOSTypes[0])).toEqual([
    "id",
    "description",
    "labProductCode",
    "premiumProductCode",
    "type",
  ]);
  expect(Object.keys(json.deployableNetworks[0])).toEqual(["name", "networkId", "type", "accountID"]);
  expect((await wire.get("/v2/datacenters/ALTD/ZZ9/deploymentCapabilities")).status).toBe(404);
});
