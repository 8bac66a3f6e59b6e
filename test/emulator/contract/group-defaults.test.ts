import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const path = (id = WEB_APPLICATIONS) => `/v2/groups/altd/${id}/defaults`;
const set = (body: object) => wire.post(path(), { body: JSON.stringify(body) });

test("[DOC] what is set is answered and read back; numbers may be texts", async () => {
  const wanted = { cpu: "1", memoryGB: 2, primaryDns: "8.8.8.8", templateName: "CENTOS-6-64-TEMPLATE" };
  const { status, json } = await set(wanted);
  expect(status).toBe(200);
  expect(json).toEqual({
    cpu: { value: 1, inherited: false },
    memoryGB: { value: 2, inherited: false },
    networkId: { inherited: false },
    primaryDns: { value: "8.8.8.8", inherited: false },
    secondaryDns: { inherited: false },
    templateName: { value: "CENTOS-6-64-TEMPLATE", inherited: false },
  });
  expect((await wire.get(path())).json).toEqual(json);
  expect((await set({ cpu: 3 })).json).toMatchObject({ cpu: { value: 3 }, memoryGB: { value: 2 } });
});

test("[DOC] a sub-group inherits them", async () => {
  await set({ cpu: 3 });
  const [child = ""] = wire.emulator.group(WEB_APPLICATIONS)?.groups ?? [];
  expect((await wire.get(path(child))).json.cpu).toEqual({ value: 3, inherited: true });
});

test.each([{ cpu: 17 }, { memoryGB: "x" }, { networkId: "x" }, { templateName: "x" }, { primaryDns: 8 }])(
  "[INF] %j is refused",
  async (body) => {
    expect((await set(body)).status).toBe(400);
  },
);

test("[INF] a network of the data center can be one; no group: 404", async () => {
  const [{ id }] = (await wire.get("/v2-experimental/networks/altd/de1")).json;
  expect((await set({ networkId: id })).json.networkId.value).toBe(id);
  expect((await wire.post(path("0".repeat(32)), { body: "{}" })).status).toBe(404);
});
