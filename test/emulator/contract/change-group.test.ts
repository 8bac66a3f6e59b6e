import { DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;
const OP = "set";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const patch = (body: unknown, path = GROUP) => wire.send("PATCH", path, { body: JSON.stringify(body) });

test("[REC] PATCH answers 204 with nothing", async () => {
  const answer = await patch([{ op: OP, member: "name", value: "Renamed" }]);
  expect(answer).toMatchObject({ status: 204, text: "" });
  expect(answer.headers).not.toHaveProperty("content-type");
});

test("[DOC] name, description and parentGroupId can be set, all in one", async () => {
  const parentId = wire.emulator.group(WEB_APPLICATIONS)?.parentId ?? "";
  const target = wire.emulator.addGroup({ parentId, name: "Target" });
  await patch([
    { op: OP, member: "name", value: "Renamed" },
    { Op: "SET", Member: "Description", Value: "other words" },
    { op: OP, member: "parentGroupId", value: target.id },
    { op: OP, member: "customFields", value: [] },
  ]);
  const { json } = await wire.get(GROUP);
  expect(json).toMatchObject({ name: "Renamed", description: "other words" });
  expect(json.links.find(({ rel }: { rel: string }) => rel === "parentGroup").id).toBe(target.id);
  expect(json.changeInfo).toMatchObject({ modifiedBy: "demo", modifiedDate: "2015-07-14T13:47:58Z" });
});

test.each([
  ["no list", { op: OP, member: "name", value: "x" }],
  ["an empty list", []],
  ["no op", [{ member: "name", value: "x" }]],
  ["another op", [{ op: "remove", member: "name", value: "x" }]],
  ["an unknown member", [{ op: OP, member: "colour", value: "x" }]],
  ["an empty name", [{ op: OP, member: "name", value: "" }]],
  ["a name that is no text", [{ op: OP, member: "name", value: 7 }]],
  ["a parent in another data center", [{ op: OP, member: "parentGroupId", value: DECOMMISSIONED }]],
  ["a parent that is archived", [{ op: OP, member: "parentGroupId", value: LEGACY_REPORTING }]],
  ["itself as its parent", [{ op: OP, member: "parentGroupId", value: WEB_APPLICATIONS }]],
])("[INF] %s: 400, and nothing is changed", async (_, body) => {
  const before = (await wire.get(GROUP)).text;
  expect((await patch(body)).status).toBe(400);
  expect((await wire.get(GROUP)).text).toBe(before);
});

test("[INF] a group cannot be put below its own sub-group", async () => {
  const [child] = wire.emulator.group(WEB_APPLICATIONS)?.groups ?? [];
  expect((await patch([{ op: OP, member: "parentGroupId", value: child }])).status).toBe(400);
});

test("[INF] a change is all or nothing", async () => {
  await patch([
    { op: OP, member: "name", value: "Renamed" },
    { op: OP, member: "colour", value: "red" },
  ]);
  expect((await wire.get(GROUP)).json.name).toBe("Web Applications");
});
