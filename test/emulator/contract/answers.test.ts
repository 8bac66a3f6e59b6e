import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { WEB_APPLICATIONS } from "../../../lib/emulator";
import { Wire } from "./wire";

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;

let wire: Wire;
beforeAll(async () => {
  wire = await Wire.start();
});
afterAll(() => wire.emulator.stop());

test("[REC] every answer carries the common headers, and no ETag, request id or rate limit", async () => {
  const { headers, bytes } = await wire.get(GROUP);
  const { connection, "keep-alive": _, ...sent } = headers;
  expect(sent).toEqual({
    "cache-control": "no-cache",
    pragma: "no-cache",
    expires: "-1",
    "content-type": "application/json; charset=utf-8",
    date: "Tue, 14 Jul 2015 13:47:58 GMT",
    "content-length": String(bytes.length),
  });
});

test("[REC] the answer is compressed when asked for, with Vary", async () => {
  const plain = await wire.get(GROUP);
  const packed = await wire.get(GROUP, { headers: { "accept-encoding": "gzip, deflate" } });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "Accept-Encoding" });
  expect(packed.headers["content-length"]).toBe(String(packed.bytes.length));
  expect(gunzipSync(packed.bytes).toString()).toBe(plain.text);
});

test("[REC] only a 200 is compressed: neither 201, 202, nor an error", async () => {
  const headers = { "accept-encoding": "gzip" };
  const parentGroupId = wire.emulator.rootGroup("CA1").id;
  const body = JSON.stringify({ name: "packed", parentGroupId });
  const made = await wire.post("/v2/groups/altd", { headers, body });
  const answers = [
    made,
    await wire.send("DELETE", made.headers.location ?? "", { headers }),
    await wire.get("/v2/nothing", { headers }),
    await wire.get("/v2/servers/altd/de1altdweb01/capabilities", { headers }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 202, 404, 501]);
  for (const answer of answers) {
    expect(answer.headers).not.toHaveProperty("content-encoding");
    expect(answer.headers).not.toHaveProperty("vary");
    expect(answer.json).toBeDefined();
  }
});

test("[REC] a 204 has no Content-Length and no Content-Type", async () => {
  const body = JSON.stringify([{ op: "set", member: "description", value: "the same" }]);
  const { status, headers, text } = await wire.send("PATCH", GROUP, { body });
  expect({ status, text }).toEqual({ status: 204, text: "" });
  expect(headers).not.toHaveProperty("content-length");
  expect(headers).not.toHaveProperty("content-type");
});

test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "2130706433"])(
  "[INF] a request to the name %s gets 421, so that no web page can reach the emulator by a name of its own",
  async (host) => {
    for (const path of ["/", GROUP, "/_emulator/state"]) {
      expect((await wire.get(path, { headers: { host } })).status).toBe(421);
    }
  },
);

test.each(["localhost", "LOCALHOST:4000", "127.0.0.1", "127.1.2.3:80", "[::1]:80", "localhost."])(
  "the name %s is one of this machine",
  async (host) => {
    expect((await wire.get(GROUP, { headers: { host } })).status).toBe(200);
  },
);

test("other names can be given", async () => {
  const named = await Wire.start({ hosts: ["api.ctl.io"] });
  expect((await named.get(GROUP, { headers: { host: "API.ctl.io:443" } })).status).toBe(200);
  expect((await named.get(GROUP, { headers: { host: "other.example" } })).status).toBe(421);
  await named.emulator.stop();
});

test.each([
  ["[REC] an unknown server", "/v2/servers/altd/de1altdtcrt959"],
  ["[REC] an unknown data center", "/v2/datacenters/altd/zz9"],
  ["[INF] an unknown group", "/v2/groups/altd/00000000000000000000000000000000"],
  ["[INF] something that is no group id", "/v2/groups/altd/wa1-0001"],
  ["[INF] a group id with an encoded slash", "/v2/groups/altd/a%2Fb"],
  ["[INF] an unknown status id", "/v2/operations/altd/status/de1-1"],
])("%s answers 404 with no body and no Content-Type", async (_, path) => {
  const answer = await wire.get(path);
  expect(answer).toMatchObject({ status: 404, text: "" });
  expect(answer.headers["content-length"]).toBe("0");
  expect(answer.headers).not.toHaveProperty("content-type");
});

test.each([
  "/v2",
  "/v2/nothing",
  "/v2/groups/altd/x/y/z",
  `${GROUP}/nothing`,
  "/v3/groups/altd/x",
  "/v2/groups//x",
  "/%",
])("[INF] %s is no route: 404 with the recorded sentence of v2-experimental", async (path) => {
  const answer = await wire.get(path);
  expect(answer).toMatchObject({ status: 404, text: '{"message":"The requested resource does not exist."}' });
});

test("[INF] a wrong method gets 405 with Allow", async () => {
  const answer = await wire.send("PUT", GROUP);
  expect(answer.status).toBe(405);
  expect(answer.headers.allow).toBe("GET, PATCH, DELETE");
  expect(answer.json).toEqual({ message: "The requested resource does not support http method 'PUT'." });
});

test("[INF] a body of 50 MB is refused, and the emulator goes on", async () => {
  const body = "x".repeat(50 * 1024 * 1024);
  const outcome = await wire.post(`${GROUP}/archive`, { body }).then(
    ({ status }) => status,
    () => "connection closed",
  );
  expect([413, "connection closed"]).toContain(outcome);
  expect(wire.emulator.acceptedArchives()).toEqual([]);
  expect((await wire.get(GROUP)).status).toBe(200);
});

test("[RUN] path, alias, ids and query names may come in any case; hrefs are always lower-case", async () => {
  const expected = await wire.get(`${GROUP}?serverDetail=detailed`);
  for (const { href } of expected.json.links) expect(href).toMatch(/^\/v2\/(groups|servers)\/altd(\/|$)/);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), async (upper) => {
      const path = [...`${GROUP}?serverDetail=detailed`]
        .map((character, index) => (upper[index % upper.length] ? character.toUpperCase() : character))
        .join("");
      expect((await wire.get(path)).text).toBe(expected.text);
    }),
    { numRuns: 25 },
  );
});

test("[REC] one trailing slash makes no difference", async () => {
  expect((await wire.get(`${GROUP}/`)).text).toBe((await wire.get(GROUP)).text);
});
