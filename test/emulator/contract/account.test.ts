import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const FIELD = { id: "dba67b156f77123fb413ddfa3dc4ac1d", value: "marketing" };
const send = (method: string, path: string, body: unknown) =>
  wire.send(method, path, { body: JSON.stringify(body) });

test("[REC] alert policies: none, with the keys and links of the recorded list", async () => {
  expect(await wire.get("/v2/alertPolicies/ALTD")).toMatchObject({
    status: 200,
    text: '{"items":[],"links":[{"rel":"self","href":"/v2/alertPolicies/altd","verbs":["GET","POST"]}]}',
  });
});

test("[REC] the custom fields of the account, keys in the recorded order", async () => {
  const { json } = await wire.get("/v2/accounts/ALTD/customFields");
  expect(json[0]).toEqual({
    id: FIELD.id,
    name: "Cost Center",
    isRequired: false,
    type: "text",
    options: [],
  });
  expect(Object.keys(json[1])).toEqual(["id", "name", "isRequired", "type", "options"]);
  expect(json[1].options[0]).toEqual({ name: "Production", value: "prod" });
});

test("[REC] a group is made with custom fields, shows them, and can be given others", async () => {
  const parentGroupId = wire.emulator.rootGroup("DE1").id;
  const made = await send("POST", "/v2/groups/altd", { name: "New", parentGroupId, customFields: [FIELD] });
  const shown = { id: FIELD.id, name: "Cost Center", value: "marketing", displayValue: "marketing" };
  expect(made).toMatchObject({ status: 201, json: { customFields: [shown] } });
  const href = made.headers.location ?? "";
  const value = [{ ...FIELD, value: "sales" }];
  expect((await send("PATCH", href, [{ op: "set", member: "customFields", value }])).status).toBe(204);
  expect((await wire.get(href)).json.customFields).toEqual([
    { ...shown, value: "sales", displayValue: "sales" },
  ]);
  const root = (await wire.get(`/v2/groups/altd/${parentGroupId}`)).json;
  expect(root.groups.find(({ name }: { name: string }) => name === "New").customFields[0].value).toBe(
    "sales",
  );
});

test("[INF] a field that the account does not have is refused, and nothing is dropped without a word", async () => {
  const parentGroupId = wire.emulator.rootGroup("DE1").id;
  const customFields = [{ id: "0".repeat(32), value: "x" }];
  expect((await send("POST", "/v2/groups/altd", { name: "New", parentGroupId, customFields })).status).toBe(
    400,
  );
});

test("[REC] the networks of a data center, keys and links in the recorded order", async () => {
  const { json } = await wire.get("/v2-experimental/networks/ALTD/DE1");
  expect(Object.keys(json[0])).toEqual([
    "id",
    "cidr",
    "description",
    "gateway",
    "name",
    "netmask",
    "type",
    "vlan",
    "links",
  ]);
  expect(json[0].links.map(({ rel, verbs }: { rel: string; verbs: string[] }) => [rel, ...verbs])).toEqual([
    ["self", "GET", "PUT"],
    ["ipAddresses", "GET"],
    ["release", "POST"],
  ]);
  const one = await wire.get(json[0].links[0].href);
  expect(one.json).toEqual(json[0]);
  const { ipAddresses } = (await wire.get(`${json[0].links[0].href}?ipAddresses=claimed`)).json;
  expect(Object.keys(ipAddresses[0])).toEqual(["address", "claimed", "primary", "server", "type"]);
  expect((await wire.get(`${json[0].links[0].href}?ipAddresses=free`)).json.ipAddresses).toEqual([]);
  expect((await wire.get("/v2-experimental/networks/altd/zz9")).status).toBe(404);
  expect((await wire.get("/v2-experimental/networks/altd/de1/x")).status).toBe(404);
});

test("[DOC] bare metal capabilities are two lists, [INF] empty ones", async () => {
  const { json } = await wire.get("/v2/datacenters/ALTD/DE1/bareMetalCapabilities");
  expect(json).toEqual({ skus: [], operatingSystems: [] });
  expect((await wire.get("/v2/datacenters/ALTD/ZZ9/bareMetalCapabilities")).status).toBe(404);
});
