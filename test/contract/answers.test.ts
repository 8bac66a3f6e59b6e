import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { WEB_APPLICATIONS } from "../../lib/emulator";
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
