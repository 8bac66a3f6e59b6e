import { DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as they came
type Json = any;

let wire: Wire;
let root: Json;
beforeAll(async () => {
  wire = await Wire.start();
  root = await readRoot("");
});
afterAll(() => wire.emulator.stop());

async function readRoot(query: string): Promise<Json> {
  const [dataCenter] = (await wire.get("/v2/datacenters/altd?groupLinks=true")).json;
  const { href } = dataCenter.links.find(({ rel }: Json) => rel === "group");
  return (await wire.get(href + query)).json;
}

const named = (group: Json, name: string): Json => group.groups.find((child: Json) => child.name === name);
const rels = (group: Json): string[] =>
  group.links.map(({ rel }: Json) => rel).filter((rel: string) => rel !== "server");
const verbs = (group: Json): string[] => group.links.find(({ rel }: Json) => rel === "self").verbs;
const everyGroup = (group: Json): Json[] => [group, ...group.groups.flatMap(everyGroup)];

test("[REC] a group has its keys in the recorded order", async () => {
  const { json } = await wire.get(`/v2/groups/ALTD/${WEB_APPLICATIONS}`);
  expect(Object.keys(json)).toEqual([
    "id",
    "name",
    "description",
    "locationId",
    "type",
    "status",
    "serversCount",
    "groups",
    "links",
    "changeInfo",
    "customFields",
  ]);
  expect(Object.keys(json.changeInfo)).toEqual(["createdBy", "createdDate", "modifiedBy", "modifiedDate"]);
  expect(json.changeInfo.createdDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(json).toMatchObject({ locationId: "DE1", type: "default", status: "active", customFields: [] });
});

test("[REC] description is left out when there is none", async () => {
  expect((await wire.get(`/v2/groups/altd/${DECOMMISSIONED}`)).json).not.toHaveProperty("description");
});

test("[REC] a data center has a hardware root with Archive, Default Group and Templates", () => {
  expect(root).toMatchObject({ name: "DE1 Hardware", description: "DE1 Hardware", type: "default" });
  expect(named(root, "Archive").type).toBe("archive");
  expect(named(root, "Templates").type).toBe("templates");
  expect(named(root, "Default Group").type).toBe("default");
});

test("[REC] the root has neither parentGroup nor archiveGroupAction, and cannot be deleted", () => {
  expect(rels(root)).toEqual([
    "createGroup",
    "createServer",
    "self",
    "defaults",
    "billing",
    "statistics",
    "upcomingScheduledActivities",
    "horizontalAutoscalePolicyMapping",
    "scheduledActivities",
  ]);
  expect(verbs(root)).toEqual(["GET", "PATCH"]);
});

test.each(["Archive", "Templates"])(
  "[REC] %s has next to no links, archiveGroupAction least of all",
  (name) => {
    expect(rels(named(root, name))).toEqual(["self", "parentGroup", "defaults", "billing"]);
    expect(verbs(named(root, name))).toEqual(["GET", "PATCH"]);
  },
);

test.each(["Default Group", "Web Applications"])("[REC] %s can be archived and deleted", (name) => {
  expect(rels(named(root, name))).toEqual([
    "createGroup",
    "createServer",
    "self",
    "parentGroup",
    "defaults",
    "billing",
    "archiveGroupAction",
    "statistics",
    "upcomingScheduledActivities",
    "horizontalAutoscalePolicyMapping",
    "scheduledActivities",
  ]);
  expect(verbs(named(root, name))).toEqual(["GET", "PATCH", "DELETE"]);
});

test("[REC] links to servers carry the id in upper case and the href in lower case", () => {
  const link = named(root, "Web Applications").links.find(({ rel }: Json) => rel === "server");
  expect(link).toEqual({ rel: "server", href: "/v2/servers/altd/de1altdweb01", id: "DE1ALTDWEB01" });
});

test("[REC] serverDetail=detailed puts servers after serversCount, in every group, and drops the links to them", async () => {
  const detailed = await readRoot("?serverDetail=detailed");
  for (const group of everyGroup(detailed)) {
    const keys = Object.keys(group);
    expect(keys[keys.indexOf("serversCount") + 1]).toBe("servers");
    expect(group.links.map(({ rel }: Json) => rel)).not.toContain("server");
  }
  const web = named(detailed, "Web Applications");
  expect(web.servers.map(({ id }: Json) => id)).toEqual(["de1altdweb01", "de1altdweb02"]);
});

test("[REC] without server detail only active servers count; with it all do; those in Archive never", async () => {
  const own = await Wire.start();
  own.emulator.queueServers(["de1altdweb01"]);
  const path = `/v2/groups/altd/${WEB_APPLICATIONS}`;
  expect((await own.get(path)).json.serversCount).toBe(4);
  expect((await own.get(`${path}?serverDetail=detailed`)).json.serversCount).toBe(5);
  await own.emulator.stop();

  const archive = named(await readRoot("?serverDetail=detailed"), "Archive");
  expect(archive.servers.map(({ id }: Json) => id)).toEqual(["de1altdbi01", "de1altdbi02"]);
  expect(archive.serversCount).toBe(0);
});

test("[INF] an archived group says so, sits under Archive, and offers no action", async () => {
  const { json } = await wire.get(`/v2/groups/altd/${LEGACY_REPORTING}`);
  expect(json).toMatchObject({ name: "Legacy Reporting", status: "archived", serversCount: 0 });
  expect(rels(json)).toEqual(["self", "parentGroup", "defaults", "billing"]);
  expect(named(named(root, "Archive"), "Legacy Reporting").id).toBe(LEGACY_REPORTING);
});

test("[INF] with archivedGroups hidden, an archived group is a 404 and not in the tree", async () => {
  const hiding = await Wire.start({ archivedGroups: "hidden" });
  const archive = named(root, "Archive");
  expect((await hiding.get(`/v2/groups/altd/${LEGACY_REPORTING}`)).status).toBe(404);
  expect((await hiding.post(`/v2/groups/altd/${LEGACY_REPORTING}/archive`)).status).toBe(404);
  expect((await hiding.get(`/v2/groups/altd/${archive.id}`)).json.groups).toEqual([]);
  await hiding.emulator.stop();
});

test("[REC] sub-groups are sorted by name, whose case does not matter: system groups among the others", async () => {
  const own = await Wire.start();
  const { id } = own.emulator.rootGroup("CA1");
  for (const name of ["zebra", "Alpha", "beta", "Tempest"]) own.emulator.addGroup({ parentId: id, name });
  const { json } = await own.get(`/v2/groups/altd/${id}`);
  expect(json.groups.map(({ name }: { name: string }) => name)).toEqual([
    "Alpha",
    "Archive",
    "beta",
    "Build and Test",
    "Decommissioned",
    "Default Group",
    "Tempest",
    "Templates",
    "zebra",
  ]);
  await own.emulator.stop();
});
