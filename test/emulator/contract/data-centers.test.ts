import { Wire } from "./wire";

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

const rels = (links: { rel: string }[]) => links.map(({ rel }) => rel);

test("[REC] the list of data centers has lower-case ids, names and links", async () => {
  const { json } = await wire.get("/v2/datacenters/ALTD");
  expect(json.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual([
    ["de1", "DE1 - Germany (Frankfurt)"],
    ["ca1", "CA1 - Canada (Vancouver)"],
  ]);
  expect(Object.keys(json[0])).toEqual(["id", "name", "links"]);
  expect(rels(json[0].links)).toEqual([
    "self",
    "deploymentCapabilities",
    "loadBalancers",
    "computeLimits",
    "networkLimits",
    "availableOvfs",
  ]);
});

test.each(["groupLinks=true", "GroupLinks=true"])(
  "[REC] %s adds the root group and its links",
  async (query) => {
    const { json } = await wire.get(`/v2/datacenters/ALTD?${query}`);
    const group = json[0].links.find(({ rel }: { rel: string }) => rel === "group");
    expect(group).toEqual({
      rel: "group",
      href: `/v2/groups/altd/${group.id}`,
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: "DE1 Hardware",
    });
    expect(rels(json[0].links).slice(6)).toEqual([
      "group",
      "createGroup",
      "createServer",
      "defaults",
      "billing",
      "statistics",
      "upcomingScheduledActivities",
      "horizontalAutoscalePolicyMapping",
      "scheduledActivities",
    ]);
    expect((await wire.get(group.href)).json.name).toBe("DE1 Hardware");
  },
);

test("[REC] the list may be cached for five minutes, a single one may not", async () => {
  const { headers } = await wire.get("/v2/datacenters/ALTD");
  expect(headers["cache-control"]).toBe("max-age=300, private");
  expect(headers).not.toHaveProperty("pragma");
  const one = await wire.get("/v2/datacenters/ALTD/DE1");
  expect(one.headers).toMatchObject({ "cache-control": "no-cache", pragma: "no-cache", expires: "-1" });
});

test("[REC] one data center is answered as in the list", async () => {
  const [list, one] = await Promise.all([
    wire.get("/v2/datacenters/altd?groupLinks=true"),
    wire.get("/v2/datacenters/altd/DE1?groupLinks=true"),
  ]);
  expect(one.json).toEqual(list.json[0]);
});
