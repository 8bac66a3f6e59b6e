import { WEB_APPLICATIONS } from "../../lib/emulator";
import { Wire } from "./wire";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they came
type Json = any;

/** What is left out on purpose; everything else resolves. */
const NOT_EMULATED = new Set([
  "statistics",
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
      /\/v2\/servers\/altd\/[^/]+\/(scheduled|upcomingScheduled)Activities|\/snapshots\//.test(href);
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
      expect([204, 400, 501]).toContain((await wire.send(verb, href, { body: "[]" })).status);
    }
  }
});

test("[INF] what is not emulated says so with 501", async () => {
  const answer = await wire.get("/v2/servers/altd/de1altdweb01/capabilities");
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

test("[DOC] deployment capabilities, keys in the documented order", async () => {
  const { json } = await wire.get("/v2/datacenters/ALTD/DE1/deploymentCapabilities");
  expect(Object.keys(json)).toEqual([
    "supportsPremiumStorage",
    "supportsSharedLoadBalancer",
    "deployableNetworks",
    "templates",
  ]);
  expect(Object.keys(json.deployableNetworks[0])).toEqual(["name", "networkId", "type", "accountID"]);
  expect((await wire.get("/v2/datacenters/ALTD/ZZ9/deploymentCapabilities")).status).toBe(404);
});
