import { join } from "node:path";
import { LARGEST_ANSWER_BYTES, MOST_VALUES } from "../../lib/ctl/json";
import { HOOK, Running } from "../cli/command";
import { type Bomb, bomb } from "../ctl/bomb";
import { type Handler, json, StubServer } from "../ctl/stub-server";

const ID = "2a5c0b9662cf4fc8bf6180f139facdc0";
const ARCHIVED = { id: ID, name: "Web", type: "default", status: "archived" };
const JSON_TYPE = { "Content-Type": "application/json" };

// The hook parses its million keys for seconds.
jest.setTimeout(60_000);

let stub: StubServer | undefined;
afterEach(() => stub?.stop());

/** How a run ends after an answer that is to be asked for again, and after one that would be as large the next time. */
const ENDS = {
  "asks again": { code: 0, stdout: expect.stringContaining("archived already"), looks: 2 },
  "ends at once": { code: 1, stdout: expect.stringContaining("the response is too large"), looks: 1 },
};

/** Runs the hook on a server whose first look at the group is answered like this, and the second as it should be. */
async function peakOf(first: Handler, end: keyof typeof ENDS): Promise<number> {
  let looks = 0;
  stub = await StubServer.start((request, response) => {
    if (request.url.includes("/authentication/")) {
      return json(response, 200, { userName: "demo", bearerToken: "token" });
    }
    looks += 1;
    return looks === 1 ? first(request, response) : json(response, 200, ARCHIVED);
  });
  const { code, stdout, stderr } = await new Running(HOOK, ["archive"], {
    NODE_OPTIONS: `--require ${join(__dirname, "peak.cjs")}`,
    CLC_BASE_URL: stub.url,
    CLC_USERNAME: "demo",
    CLC_PASSWORD: "demo-password",
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: ID,
  }).finished;
  expect({ code, stdout, looks }).toEqual(ENDS[end]);
  expect(stderr).toMatch(/^\d+$/);
  await stub.stop();
  return Number(stderr);
}

let ordinary: number;
beforeAll(async () => {
  ordinary = await peakOf((_, response) => json(response, 503, {}), "asks again");
});

const answer =
  (body: Buffer, headers = {}): Handler =>
  (_, response) => {
    response.writeHead(200, { ...JSON_TYPE, ...headers });
    response.end(body);
  };

test.each<Bomb>(["gzip", "deflate", "br"])(
  "1 GB in a small %s costs no more than what is read of it",
  async (encoding) => {
    const packed = await bomb(encoding);
    const peak = await peakOf(answer(packed, { "Content-Encoding": encoding }), "ends at once");
    expect(peak).toBeLessThan(6 * ordinary);
  },
);

test.each<[string, keyof typeof ENDS, () => Buffer]>([
  ["100 MB", "ends at once", () => Buffer.alloc(100_000_000, " ")],
  ["as many brackets as are read", "ends at once", () => Buffer.alloc(LARGEST_ANSWER_BYTES, "[")],
  [
    "as many objects as are parsed",
    "asks again",
    () => Buffer.from(`[${"{},".repeat(MOST_VALUES / 2 - 10)}{}]`),
  ],
  ["as many keys as are parsed", "asks again", () => Buffer.from(`{${keys(MOST_VALUES - 10)}}`)],
  [
    "a text as long as is read",
    "asks again",
    () => Buffer.from(JSON.stringify("é".repeat(LARGEST_ANSWER_BYTES / 2 - 1))),
  ],
])("%s: the hook %s, and its memory stays bounded", async (_, end, body) => {
  // Below a gigabyte; most of it for millions of different keys, which no answer of the API has.
  expect(await peakOf(answer(body()), end)).toBeLessThan(20 * ordinary);
});

function keys(count: number): string {
  return Array.from({ length: count }, (_, key) => `"${key.toString(36)}":0`).join();
}
