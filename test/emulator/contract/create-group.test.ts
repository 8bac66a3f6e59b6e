import { LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const create = (fields: object, path = "/v2/groups/ALTD") =>
  wire.post(path, { body: JSON.stringify(fields) });
const NEW = { name: "New", description: "made by a test", parentGroupId: WEB_APPLICATIONS };

test.each(["/v2/groups/ALTD", "/v2/groups/ALTD/"])(
  "[REC] POST %s: 201 with Location and the group",
  async (path) => {
    const { status, headers, json } = await create(NEW, path);
    expect(status).toBe(201);
    expect(headers.location).toBe(`/v2/groups/altd/${json.id}`);
    expect(json.id).toMatch(/^[0-9a-f]{32}$/);
    expect(json).toMatchObject({
      name: "New",
      locationId: "DE1",
      type: "default",
      status: "active",
      groups: [],
    });
    expect((await wire.get(headers.location ?? "")).json).toMatchObject({ id: json.id, serversCount: 0 });
  },
);

test("[REC] the answer has no serversCount, and the other keys in their order", async () => {
  expect(Object.keys((await create(NEW)).json)).toEqual([
    "id",
    "name",
    "description",
    "locationId",
    "type",
    "status",
    "groups",
    "links",
    "changeInfo",
    "customFields",
  ]);
});

test("[DOC] changeInfo says who made it and when", async () => {
  const date = "2015-07-14T13:47:58Z";
  expect((await create(NEW)).json.changeInfo).toEqual({
    createdBy: "demo",
    createdDate: date,
    modifiedBy: "demo",
    modifiedDate: date,
  });
});

test("[RUN] a form is taken as well (PY), and keys in any case", async () => {
  const body = new URLSearchParams(NEW).toString();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await wire.post("/v2/groups/ALTD", { body, headers })).json.description).toBe("made by a test");
  expect((await create({ Name: "Other", ParentGroupID: WEB_APPLICATIONS })).status).toBe(201);
});

test("[CODE] two groups may have one name: clients have to tell them apart", async () => {
  const ids = [(await create(NEW)).json.id, (await create(NEW)).json.id];
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ["name", { parentGroupId: WEB_APPLICATIONS }],
  ["parentGroupId", { name: "New" }],
])("[CODE] without %s: 400 that names the field", async (field, fields) => {
  expect(await create(fields)).toMatchObject({
    status: 400,
    json: {
      message: "The request is invalid.",
      modelState: { [`body.${field}`]: [`The ${field} field is required.`] },
    },
  });
});

test.each([
  ["unknown", "0".repeat(32)],
  ["archived", LEGACY_REPORTING],
])("[INF] a parent that is %s: 400", async (_, parentGroupId) => {
  expect((await create({ ...NEW, parentGroupId })).json.modelState).toEqual({
    "body.parentGroupId": [`The group ${parentGroupId} is not valid.`],
  });
});

test("[INF] broken JSON gets 400", async () => {
  expect((await wire.post("/v2/groups/ALTD", { body: '{"name"' })).status).toBe(400);
});
