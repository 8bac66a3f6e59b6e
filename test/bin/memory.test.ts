import { join } from "node:path";
import { HOOK, Running } from "../cli/command";
import { type Bomb, bomb } from "../ctl/bomb";
import { type Handler, json, StubServer } from "../ctl/stub-server";

const ID = "2a5c0b9662cf4fc8bf6180f139facdc0";
const ARCHIVED = { id: ID, name: "Web", type: "default", status: "archived" };
const JSON_TYPE = { "Content-Type": "application/json" };
const MB = 1024 * 1024;

// The hook parses its million keys for seconds.
jest.setTimeout(60_000);

let stub: StubServer | undefined;
afterEach(() => stub?.stop());

/** Runs the hook on a server whose first look at the group is answered like this, and the second as it should be. */
async function peakOf(first: Handler): Promise<number> {
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
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("archived already") });
  expect(looks).toBe(2);
  expect(stderr).toMatch(/^\d+$/);
  await stub.stop();
  return Number(stderr);
}

let ordinary: number;
beforeAll(async () => {
  ordinary = await peakOf((_, response) => json(response, 503, {}));
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
    expect(await peakOf(answer(packed, { "Content-Encoding": encoding }))).toBeLessThan(3 * ordinary);
  },
);

test.each<[string, () => Buffer]>([
  ["100 MB", () => Buffer.alloc(100 * MB, " ")],
  ["as many brackets as are read", () => Buffer.alloc(16 * MB, "[")],
  ["as many objects as are parsed", () => Buffer.from(`[${"{},".repeat(490_000)}{}]`)],
  ["as many keys as are parsed", () => Buffer.from(`{${keys(990_000)}}`)],
  ["a text as long as is read", () => Buffer.from(JSON.stringify("é".repeat(7 * MB)))],
])("%s: the hook goes on, and its memory stays bounded", async (_, body) => {
  expect(await peakOf(answer(body()))).toBeLessThan(8 * ordinary);
});

function keys(count: number): string {
  return Array.from({ length: count }, (_, key) => `"${key.toString(36)}":0`).join();
}
