import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const WEB01 = "/v2/servers/altd/de1altdweb01";
const OPEN = {
  ports: [
    { protocol: "TCP", port: 80 },
    { protocol: "TCP", port: 8080, portTo: 8081 },
  ],
};
const send = (method: string, path: string, body: object) =>
  wire.send(method, path, { body: JSON.stringify(body) });
const read = async (path = WEB01) => (await wire.get(path)).json;

/** Waits for the job that an answer links to. */
async function finish({ status, json }: { status: number; json: { href: string } }): Promise<void> {
  expect(status).toBe(202);
  expect(Object.keys(json)).toEqual(["rel", "href", "id"]);
  wire.pass(233_000);
  expect((await wire.get(json.href)).json.status).toBe("succeeded");
}

test("[REC] the link to a public address is the server's last, and leads to what is open on it", async () => {
  const link = (await read()).links.at(-1);
  expect(link).toEqual({
    rel: "publicIPAddress",
    href: `${WEB01}/publicIPAddresses/66.155.94.22`,
    id: "66.155.94.22",
    verbs: ["GET", "PUT", "DELETE"],
  });
  const address = await read(link.href);
  expect(Object.keys(address)).toEqual(["internalIPAddress", "ports", "sourceRestrictions"]);
});

test("[REC] adding one takes 233 seconds, and gives the server a further address inside", async () => {
  const path = "/v2/servers/altd/de1altdweb02";
  const [before] = (await read(path)).details.ipAddresses;
  const answer = await send("POST", `${path}/publicIPAddresses`, {
    ...OPEN,
    sourceRestrictions: [{ cidr: "70.100.60.0/24" }],
  });
  wire.pass(232_999);
  expect((await wire.get(answer.json.href)).json.status).toBe("executing");
  await finish(answer);
  const server = await read(path);
  expect(server.details.ipAddresses).toEqual([
    before,
    { public: expect.stringMatching(/^66\.155\.94\.\d+$/), internal: expect.stringMatching(/^10\.110\./) },
  ]);
  expect(await read(server.links.at(-1).href)).toEqual({
    internalIPAddress: server.details.ipAddresses[1].internal,
    ports: OPEN.ports,
    sourceRestrictions: [{ cidr: "70.100.60.0/24" }],
  });
});

test("[DOC] it can lead to an address that the server has; [INF] not to one that has a public one, or to none", async () => {
  const path = "/v2/servers/altd/de1altdweb02";
  const [{ internal }] = (await read(path)).details.ipAddresses;
  await finish(await send("POST", `${path}/publicIPAddresses`, { ...OPEN, internalIPAddress: internal }));
  expect((await read(path)).details.ipAddresses).toEqual([{ public: expect.any(String), internal }]);
  for (const internalIPAddress of [internal, "10.0.0.1"]) {
    expect((await send("POST", `${path}/publicIPAddresses`, { ...OPEN, internalIPAddress })).status).toBe(
      400,
    );
  }
});

test("[REC] PUT changes what is open, DELETE takes it away, both as jobs", async () => {
  const { href } = (await read()).links.at(-1);
  await finish(await send("PUT", href, OPEN));
  expect((await read(href)).ports).toEqual(OPEN.ports);
  await finish(await wire.send("DELETE", href));
  expect((await wire.get(href)).status).toBe(404);
  expect((await read()).details.ipAddresses).toEqual([{ internal: expect.any(String) }]);
  expect((await read()).links.map(({ rel }: { rel: string }) => rel)).not.toContain("publicIPAddress");
});

test("[REC] an archived server keeps its public address and the link to it", async () => {
  const before = (await read()).details.ipAddresses;
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  wire.pass(3_600_000);
  const server = await read();
  expect(server.status).toBe("archived");
  expect(server.details.ipAddresses).toEqual(before);
  expect(server.links.map(({ rel }: { rel: string }) => rel)).toEqual([
    "self",
    "group",
    "account",
    "billing",
    "restore",
    "delete",
    "publicIPAddress",
  ]);
  expect((await send("POST", `${WEB01}/publicIPAddresses`, OPEN)).status).toBe(400); // [INF]
});

test.each([{}, { ports: "80" }, { ports: [{ port: 80 }] }, { ...OPEN, sourceRestrictions: "all" }])(
  "[INF] %j is refused",
  async (body) => {
    expect((await send("POST", `${WEB01}/publicIPAddresses`, body)).status).toBe(400);
  },
);
