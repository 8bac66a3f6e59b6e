import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

const bill = (id: string) => wire.get(`/v2/groups/altd/${id}/billing`);

test("[REC] a date of whole seconds, and the groups by their ids, the asked one first", async () => {
  const { headers, json } = await bill(WEB_APPLICATIONS);
  expect(headers["cache-control"]).toBe("max-age=300, private");
  expect(headers).not.toHaveProperty("expires");
  expect(Object.keys(json)).toEqual(["date", "groups"]);
  expect(json.date).toBe("2015-07-14T13:47:58Z");
  expect(Object.keys(json.groups)).toEqual([
    WEB_APPLICATIONS,
    ...(wire.emulator.group(WEB_APPLICATIONS)?.groups ?? []),
  ]);
  expect(json.groups[WEB_APPLICATIONS].name).toBe("Web Applications");
});

test("[DOC] each server has its charges, keys in the documented order, whole costs with a zero after the point", async () => {
  const { json, text } = await bill(WEB_APPLICATIONS);
  expect(json.groups[WEB_APPLICATIONS].servers.de1altdweb01).toEqual({
    templateCost: 0,
    archiveCost: 0,
    monthlyEstimate: 60.17,
    monthToDate: 27.23,
    currentHour: 0.084,
  });
  expect(text).toContain('"templateCost":0.0,"archiveCost":0.0,"monthlyEstimate":60.17');
});

test("[DOC] archived servers cost their storage only, as archiveCost, in the Archive group", async () => {
  const { formerGroupId, groupId } = wire.emulator.server("de1altdbi01") ?? { groupId: "" };
  const { json } = await bill(groupId);
  expect(json.groups[groupId].servers.de1altdbi01).toMatchObject({
    archiveCost: 40.37,
    monthlyEstimate: 40.37,
  });
  expect(json.groups[formerGroupId ?? ""].servers).toEqual({});
});

test("[CODE] a server's hourly prices", async () => {
  expect((await wire.get("/v2/billing/altd/serverPricing/de1altdweb01")).json).toEqual({
    cpu: 0.01,
    memoryGB: 0.015,
    storageGB: 0.00021,
    managedOS: 0,
  });
});

test("[INF] an unknown group or server is a 404 without a body", async () => {
  expect(await bill("0".repeat(32))).toMatchObject({ status: 404, text: "" });
  expect((await wire.get("/v2/billing/altd/serverPricing/x")).status).toBe(404);
});
