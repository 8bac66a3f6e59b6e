import { LEGACY_REPORTING } from "../../../lib/emulator";
import { Wire, type WireAnswer } from "./wire";

/**
 * What the service's own Terraform provider sends, command by command, as it was traced: its source cannot be had. Each command
 * begins with `configure`, in which anything but a list of alert policies ends it.
 */
let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const send = (method: string, path: string, body?: unknown): Promise<WireAnswer> =>
  wire.send(method, path, body === undefined ? {} : { body: JSON.stringify(body) });

async function configure(): Promise<void> {
  await wire.login();
  const { status, json } = await wire.get("/v2/alertPolicies/ALTD");
  expect({ status, items: json.items }).toEqual({ status: 200, items: [] });
}

/** The root of the data center, as it is looked up twice before a group is made. */
async function lookUpRoot(): Promise<string> {
  const { json } = await wire.get("/v2/datacenters/ALTD/DE1?groupLinks=true");
  const { id } = json.links.find(({ rel }: { rel: string }) => rel === "group");
  expect((await wire.get(`/v2/groups/ALTD/${id}`)).json.id).toBe(id);
  return id;
}

async function createGroup(): Promise<string> {
  await configure();
  await lookUpRoot();
  const parentGroupId = await lookUpRoot();
  const made = await send("POST", "/v2/groups/ALTD", {
    name: "web",
    description: "by Terraform",
    parentGroupId,
  });
  expect(made.status).toBe(201);
  expect((await wire.get(`/v2/groups/ALTD/${made.json.id}`)).json).toMatchObject({ name: "web" });
  return made.json.id;
}

/** Polls a job as the provider does, each 30 s. */
async function poll(href: string): Promise<void> {
  for (let polls = 0; polls < 100; polls++) {
    const { json } = await wire.get(href);
    if (json.status === "succeeded") return;
    expect(["notStarted", "executing", "resumed"]).toContain(json.status);
    wire.pass(30_000);
  }
  throw new Error(`${href} does not end`);
}

test("clc_group: create, refresh, change, destroy", async () => {
  const id = await createGroup();
  const path = `/v2/groups/ALTD/${id}`;

  await configure();
  expect((await wire.get(path)).status).toBe(200);
  const { parentId } = wire.emulator.group(id) ?? {};
  const change = [
    { op: "set", member: "name", value: "web2" },
    { op: "set", member: "description", value: "changed" },
    { op: "set", member: "parentGroupId", value: parentId },
  ];
  expect((await send("PATCH", path, change)).status).toBe(204);
  for (let times = 0; times < 2; times++) {
    expect((await wire.get(path)).json).toMatchObject({ name: "web2", description: "changed" });
  }

  await configure();
  const gone = await send("DELETE", path);
  expect(gone.status).toBe(202);
  await poll(gone.json.href);
  expect((await wire.get(path)).status).toBe(404);
});

test("clc_group: an archived one is not destroyed, in the words of the state it must be in", async () => {
  await configure();
  expect(await send("DELETE", `/v2/groups/ALTD/${LEGACY_REPORTING}`)).toMatchObject({
    status: 400,
    json: { modelState: { "": ["The group must be in Active state."] } },
  });
});

test("clc_server: create, change, power, destroy", async () => {
  const groupId = await createGroup();
  const made = await send("POST", "/v2/servers/ALTD", {
    name: "node",
    groupId,
    sourceServerId: "UBUNTU-14-64-TEMPLATE",
    cpu: 2,
    memoryGB: 4,
    type: "standard",
    storageType: "standard",
  });
  expect(made.status).toBe(202);
  const [job, self] = made.json.links;
  await poll(job.href);
  const { id, status, details } = (await wire.get(self.href)).json;
  expect({ status, cpu: details.cpu }).toEqual({ status: "active", cpu: 2 });

  await configure();
  const changed = await send("PATCH", `/v2/servers/ALTD/${id}`, [{ op: "set", member: "cpu", value: 1 }]);
  expect(changed.status).toBe(202);
  await poll(changed.json.href);
  const [stopped] = (await send("POST", "/v2/operations/ALTD/servers/powerOff", [id.toUpperCase()])).json;
  await poll(stopped.links[0].href);
  expect((await wire.get(`/v2/servers/ALTD/${id}`)).json.details).toMatchObject({
    cpu: 1,
    powerState: "stopped",
  });

  await configure();
  const { json } = await send("DELETE", `/v2/servers/ALTD/${id}`);
  await poll(json.links[0].href);
  expect((await wire.get(`/v2/servers/ALTD/${id}`)).status).toBe(404);
});
