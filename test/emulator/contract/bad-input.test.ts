import { connect } from "node:net";
import fc from "fast-check";
import { CtlEmulator, ROUTE_NAMES, WEB_APPLICATIONS } from "../../../lib/emulator";
import { routes } from "../../../lib/emulator/api/actions";
import { ANONYMOUS_ROUTES } from "../../../lib/emulator/common/route-names";
import { Wire } from "./wire";

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;
const MEGABYTE = 1024 * 1024;

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

/** Sends bytes as they are, and gives back what comes until the connection is closed or quiet. */
function raw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(wire.emulator.url).port), "127.0.0.1");
    let said = "";
    const end = () => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(2_000, end);
    socket.on("data", (chunk) => {
      said += chunk;
      if (/\r\n\r\n/.test(said)) end();
    });
    socket.on("error", end).on("close", end);
    socket.write(bytes);
  });
}

const isAlive = async () => (await wire.get(GROUP)).status === 200;

test.each([
  ["an encoded slash in a group id", "/v2/groups/altd/a%2Fb", 404],
  ["an encoded slash that would make an action of it", `/v2/groups/altd/${WEB_APPLICATIONS}%2Farchive`, 404],
  ["an encoded slash in the account", `/v2/groups/altd%2Fx/${WEB_APPLICATIONS}`, 403],
  ["an encoded NUL", "/v2/groups/altd/%00", 404],
  ["dots", "/v2/groups/altd/..%2f..%2f..%2fetc%2fpasswd", 404],
  ["a broken percent-encoding", "/v2/groups/altd/%E0%A4%A", 404],
  ["a lonely percent sign", "/v2/groups/altd/%", 404],
  ["a name of every object", "/v2/groups/altd/__proto__", 404],
  ["a server of that name", "/v2/servers/altd/constructor", 404],
  ["a very long id", `/v2/groups/altd/${"a".repeat(8_000)}`, 404],
  ["a broken query", `${GROUP}?serverDetail=%&=&&&%00`, 200],
  ["two questions", `${GROUP}?serverDetail=detailed?x`, 200],
])("[INF] %s is answered", async (_, path, status) => {
  expect((await wire.get(path)).status).toBe(status);
});

test("[INF] a whole URL instead of a path, as through a proxy, is the same", async () => {
  const lines = [
    `GET http://api.example${GROUP} HTTP/1.1`,
    "Host: api.example",
    `Authorization: Bearer ${wire.token}`,
  ];
  expect(await raw(`${lines.join("\r\n")}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 OK/);
});

test.each([
  ["no HTTP at all", "hello\r\n\r\n"],
  ["TLS", Buffer.from("160301020001000200", "hex")],
  ["a header of 64 KB", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(65_536)}\r\n\r\n`],
  [
    "a length that is no number",
    "POST /v2/authentication/login HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
  ],
  ["CONNECT", "CONNECT api.example:443 HTTP/1.1\r\nHost: x\r\n\r\n"],
])("%s does not end the emulator", async (_, bytes) => {
  await raw(bytes);
  expect(await isAlive()).toBe(true);
});

test("a client that hangs up in the middle of its body does not end the emulator", async () => {
  const socket = connect(Number(new URL(wire.emulator.url).port), "127.0.0.1");
  await new Promise<void>((resolve) => socket.on("connect", resolve));
  socket.write("POST /v2/authentication/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
  socket.resetAndDestroy();
  expect(await isAlive()).toBe(true);
});

test("[INF] bodies of 50 MB are refused without being kept", async () => {
  const body = "x".repeat(50 * MEGABYTE);
  const before = process.memoryUsage().rss;
  const send = () =>
    wire.post(`${GROUP}/archive`, { body }).then(
      ({ status }) => status,
      () => 413,
    );
  expect(await Promise.all([send(), send(), send()])).toEqual([413, 413, 413]);
  // The body of this test's own client, three times on its way out; not what the emulator reads of it.
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * MEGABYTE);
  expect(wire.emulator.acceptedArchives()).toEqual([]);
  expect(await isAlive()).toBe(true);
});

test("JSON that is nested deeply is read or refused", async () => {
  const deep = "[".repeat(200_000) + "]".repeat(200_000);
  for (const path of [
    `${GROUP}/archive`,
    `${GROUP}/restore`,
    "/v2/operations/altd/servers/archive",
    "/v2/groups/altd",
  ]) {
    expect((await wire.post(path, { body: deep })).status).toBeLessThan(500);
  }
});

test("[INF] two archives of one group at once: one is accepted", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => wire.post(`${GROUP}/archive`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 400, 400, 400, 400]);
  expect(wire.emulator.acceptedArchives()).toHaveLength(1);
});

const emulated = routes.filter(({ name }) => name !== "notEmulated");

test.each(emulated.filter(({ name, method }) => method !== "GET" && name !== "login"))(
  "[INF] somebody who may only read gets 403 from $method $path",
  async ({ name, method, path }) => {
    const reader = await Wire.start({ readOnly: true });
    const bodies: Record<string, string> = {
      changeGroup: '[{"op":"set","member":"name","value":"x"}]',
      changeServer: '[{"op":"set","member":"description","value":"x"}]',
      archiveServers: '["de1altdweb01"]',
      powerServers: '["de1altdweb01"]',
      createSnapshot: '{"serverIds":["de1altdweb01"],"snapshotExpirationDays":1}',
      setMaintenance: '{"servers":[{"id":"de1altdweb01","inMaintenanceMode":true}]}',
    };
    const real = path
      .replace(":account", "altd")
      .replace(":groupId", WEB_APPLICATIONS)
      .replace(":serverId", "de1altdweb01");
    const sent = bodies[path.split("/").at(-1) ?? ""] ?? bodies[name];
    const body = sent === undefined ? {} : { body: sent };
    expect((await reader.send(method, real, body)).status).toBe(403);
    await reader.emulator.stop();
  },
);

test.each(emulated.filter(({ name }) => !ANONYMOUS_ROUTES.includes(name)))(
  "[INF] without a token $method $path gets 401",
  async ({ method, path }) => {
    const answer = await wire.send(method, path.replace(/:\w+/g, "x"), { headers: { authorization: "" } });
    expect(answer.status).toBe(401);
  },
);

test("every route has a name that faults can use, and every name a route", () => {
  expect(new Set(routes.map(({ name }) => name))).toEqual(new Set(ROUTE_NAMES));
});

test("whatever is sent, the emulator answers, never with a 500, and goes on", async () => {
  const account = fc.constantFrom("altd", "ALTD", "othr", "%", "..");
  const groups = [WEB_APPLICATIONS, wire.emulator.group(WEB_APPLICATIONS)?.parentId ?? "", "0".repeat(32)];
  const id = fc.oneof(
    fc.constantFrom(...groups, "de1altdweb01", "de1altdbi01", "DE1", "de1-81787", "%00", "a%2Fb"),
    fc.string({ maxLength: 12 }).map(encodeURIComponent),
  );
  const path = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...routes), account, id, id).map(fill) },
    { weight: 1, arbitrary: fc.webPath() },
  );
  const value = fc.oneof(
    fc.constantFrom(...groups, "x", "", 7, null, ["de1altdweb01"]),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const field = fc.constantFrom(
    "targetGroupId",
    "name",
    "parentGroupId",
    "op",
    "member",
    "value",
    "username",
    "__proto__",
  );
  const body = fc.oneof(
    fc.json(),
    fc.dictionary(field, value).map((fields) => JSON.stringify(fields)),
    fc.array(fc.dictionary(field, value), { maxLength: 3 }).map((list) => JSON.stringify(list)),
    fc.constantFrom("", '""', "{", '["de1altdweb01"]', '[{"op":"set","member":"parentGroupId","value":"x"}]'),
    fc.string(),
  );
  const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
  await fc.assert(
    fc.asyncProperty(
      method,
      path,
      body,
      fc.integer({ min: 0, max: 60_000 }),
      async (verb, where, what, ms) => {
        const answer = await wire.send(verb, where, ["GET", "HEAD"].includes(verb) ? {} : { body: what });
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect([500, 502, 503]).not.toContain(answer.status);
        if (answer.text !== "" && /json/.test(String(answer.headers["content-type"]))) void answer.json;
        wire.pass(ms);
        if (verb !== "GET") expect(() => wire.emulator.events).not.toThrow();
      },
    ),
    { numRuns: 400 },
  );
  await wire.login();
  expect((await wire.get("/v2/datacenters/altd")).status).toBe(200);
  // Nothing is left dangling: an emulator starts with what has become of this one.
  wire.pass(86_400_000);
  const next = await CtlEmulator.start({ account: wire.emulator.snapshot() });
  await next.stop();
}, 30_000);

function fill([{ path }, account, first, second]: [{ path: string }, string, string, string]): string {
  const ids = [first, second];
  return path.replace(":account", account).replace(/:\w+/g, () => ids.shift() ?? "");
}
