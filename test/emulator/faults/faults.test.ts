import { gunzipSync } from "node:zlib";
import {
  type EmulatorOptions,
  type FaultEffect,
  type FaultRule,
  WEB_APPLICATIONS,
} from "../../../lib/emulator";
import { Wire } from "../contract/wire";

const GROUP = `/v2/groups/altd/${WEB_APPLICATIONS}`;

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

const status = async () => (await wire.get(GROUP)).status;
const failure = (request: Promise<unknown>) =>
  request.then(
    () => "answered",
    ({ code }: NodeJS.ErrnoException) => code,
  );

test("a rule hits one request of its kind and then no more", async () => {
  const fault = wire.emulator.fault({ on: "getGroup", effect: { kind: "status", status: 500 } });
  expect((await wire.get("/v2/servers/altd/de1altdweb01")).status).toBe(200);
  expect([await status(), await status()]).toEqual([500, 200]);
  expect(fault.hits).toBe(1);
});

test("times and after say which requests are hit", async () => {
  wire.emulator.fault({ on: "getGroup", after: 1, times: 2, effect: { kind: "status", status: 503 } });
  expect([await status(), await status(), await status(), await status()]).toEqual([200, 503, 503, 200]);
});

test("rules follow one another, so that a few of them make a script", async () => {
  wire.emulator.fault({ on: "getGroup", times: 2, effect: { kind: "status", status: 502 } });
  wire.emulator.fault({ on: "*", effect: { kind: "status", status: 429 } });
  expect([await status(), await status(), await status(), await status()]).toEqual([502, 502, 429, 200]);
});

test("a rule without end ends when it is removed", async () => {
  const fault = wire.emulator.fault({
    on: "*",
    times: Number.POSITIVE_INFINITY,
    effect: { kind: "unauthorized" },
  });
  expect([await status(), await status()]).toEqual([401, 401]);
  fault.remove();
  expect(await status()).toBe(200);
});

test("a status comes with the body that the service sends with it, or with another body and headers", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "status", status: 500 } });
  expect((await wire.get(GROUP)).json).toEqual({ message: "An error has occurred." });
  wire.emulator.fault({
    on: "getGroup",
    effect: { kind: "status", status: 429, body: ["slow down"], headers: { "Retry-After": 7 } },
  });
  const answer = await wire.get(GROUP);
  expect(answer).toMatchObject({ status: 429, json: ["slow down"] });
  expect(answer.headers["retry-after"]).toBe("7");
});

test.each([400, 401, 403, 404, 409, 429, 500, 502, 503, 504])(
  "status %i has a body that fits",
  async (code) => {
    wire.emulator.fault({ on: "getGroup", effect: { kind: "status", status: code } });
    const { status: answered, text } = await wire.get(GROUP);
    expect(answered).toBe(code);
    expect(text).toMatch(/^$|^\{"message":".+"\}$/);
  },
);

test("html is a page as a proxy sends it", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "html" } });
  const answer = await wire.get(GROUP);
  expect(answer.status).toBe(502);
  expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(answer.text).toContain("<h1>Proxy Error</h1>");
});

test("empty is 200 with nothing in it", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "empty" } });
  expect(await wire.get(GROUP)).toMatchObject({ status: 200, text: "" });
});

test("truncated cuts the JSON, also inside a compressed answer", async () => {
  const whole = (await wire.get(GROUP)).text;
  wire.emulator.fault({ on: "getGroup", times: 2, effect: { kind: "truncated" } });
  const half = whole.slice(0, Math.floor(whole.length / 2));
  expect((await wire.get(GROUP)).text).toBe(half);
  const packed = await wire.get(GROUP, { headers: { "accept-encoding": "gzip" } });
  expect(gunzipSync(packed.bytes).toString()).toBe(half);
});

test("truncated can also break the connection in the middle", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "truncated", cut: "connection" } });
  expect(await failure(wire.get(GROUP))).toBe("ECONNRESET");
});

test("reset before: nothing was done", async () => {
  wire.emulator.fault({ on: "archiveGroup", effect: { kind: "reset", when: "before" } });
  expect(await failure(wire.post(`${GROUP}/archive`))).toBe("ECONNRESET");
  expect(wire.emulator.acceptedArchives()).toEqual([]);
});

test("reset after: it was done, and nobody was told", async () => {
  wire.emulator.fault({ on: "archiveGroup", effect: { kind: "reset", when: "after" } });
  expect(await failure(wire.post(`${GROUP}/archive`))).toBe("ECONNRESET");
  expect(wire.emulator.acceptedArchives(WEB_APPLICATIONS)).toHaveLength(1);
  expect(wire.emulator.server("de1altdweb01")?.status).toBe("queuedForArchive");
});

test("delay carries the request out at once and answers later", async () => {
  wire.emulator.fault({ on: "archiveGroup", effect: { kind: "delay", ms: 30 } });
  const start = performance.now();
  const answer = wire.post(`${GROUP}/archive`);
  await wire.emulator.waitFor(({ kind }) => kind === "archive-accepted");
  expect((await answer).status).toBe(202);
  expect(performance.now() - start).toBeGreaterThanOrEqual(25);
});

test("an emulator stops although one request hangs and another one is delayed for an hour", async () => {
  const own = await Wire.start();
  own.emulator.fault({ on: "getGroup", effect: { kind: "hang", when: "after" } });
  own.emulator.fault({ on: "getServer", effect: { kind: "delay", ms: 3_600_000 } });
  const outcomes = [failure(own.get(GROUP)), failure(own.get("/v2/servers/altd/de1altdweb01"))];
  await own.emulator.waitFor((event) => event.kind === "request" && event.fault === "hang");
  await own.emulator.waitFor((event) => event.kind === "request" && event.fault === "delay");
  await own.emulator.stop();
  expect(await Promise.all(outcomes)).toEqual(["ECONNRESET", "ECONNRESET"]);
});

test("a stale read shows group and servers as they were before the operation that finished", async () => {
  await wire.post(`${GROUP}/archive`);
  wire.pass(60_000);
  wire.emulator.fault({ on: "getGroup", effect: { kind: "stale" } });
  wire.emulator.fault({ on: "getServer", effect: { kind: "stale" } });
  expect((await wire.get(`${GROUP}?serverDetail=detailed`)).json).toMatchObject({
    status: "active",
    serversCount: 5,
  });
  expect((await wire.get("/v2/servers/altd/de1altdweb01")).json.status).toBe("active");
  expect((await wire.get(GROUP)).json.status).toBe("archived");
});

test("a stale read without any operation is an ordinary one", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "stale" } });
  expect((await wire.get(GROUP)).json.serversCount).toBe(5);
});

test("redirect sends the client elsewhere", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "redirect", location: "http://127.0.0.2/x" } });
  const answer = await wire.get(GROUP);
  expect(answer).toMatchObject({ status: 302, text: "" });
  expect(answer.headers.location).toBe("http://127.0.0.2/x");
});

test("faults are in the event log", async () => {
  wire.emulator.fault({ on: "getGroup", effect: { kind: "reset", when: "before" } });
  wire.emulator.fault({ on: "getGroup", effect: { kind: "html" } });
  await failure(wire.get(GROUP));
  await wire.get(GROUP);
  expect(wire.emulator.events.slice(-2)).toMatchObject([
    { kind: "request", route: "getGroup", status: undefined, fault: "reset" },
    { kind: "request", route: "getGroup", status: 502, fault: "html" },
  ]);
});

const effect: FaultEffect = { kind: "empty" };
test.each<[string, FaultRule, string]>([
  [
    "an unknown action",
    { on: "getgroup" as "getGroup", effect },
    "the fault: /on must be one of *, login, dataCenters,",
  ],
  [
    "zero times",
    { on: "*", times: 0, effect },
    'the fault: /times must be how many requests it hits, 1 or more, or "all", not 0',
  ],
  [
    "a negative after",
    { on: "*", after: -1, effect },
    "the fault: /after must be how many requests it lets through first, 0 or more, not -1",
  ],
  [
    "an impossible status",
    { on: "*", effect: { kind: "status", status: 99 } },
    "the fault: /effect/status must be a status from 200 to 599, not 99",
  ],
])("a rule with %s is refused", (_, rule, sentence) => {
  expect(() => wire.emulator.fault(rule)).toThrow(sentence);
});

describe("probability", () => {
  const HALF: FaultRule = { on: "getGroup", probability: 0.5, effect: { kind: "status", status: 500 } };
  const hitsOf = async (options: EmulatorOptions): Promise<boolean[]> => {
    const own = await Wire.start(options);
    const hits: boolean[] = [];
    for (let request = 0; request < 40; request++) hits.push((await own.get(GROUP)).status === 500);
    await own.emulator.stop();
    return hits;
  };

  test("hits the same requests with the same seed, others with another one", async () => {
    const faults = [HALF];
    const one = await hitsOf({ faults });
    expect(one.filter(Boolean).length).toBeGreaterThan(8);
    expect(one.filter(Boolean).length).toBeLessThan(32);
    expect(await hitsOf({ faults, faultSeed: 1 })).toEqual(one);
    expect(await hitsOf({ faults, faultSeed: 2 })).not.toEqual(one);
    expect(await hitsOf({ faults: [...faults, { ...HALF, on: "getServer" }] })).toEqual(one);
  });

  test("goes together with times and after", async () => {
    const hits = await hitsOf({ faults: [{ ...HALF, times: 3, after: 10 }] });
    expect(hits.slice(0, 10)).not.toContain(true);
    expect(hits.filter(Boolean)).toHaveLength(3);
  });
});

test.each<[string, FaultRule, string]>([
  [
    "half a time",
    { on: "*", times: 1.5, effect },
    '/times must be how many requests it hits, 1 or more, or "all", not 1.5',
  ],
  [
    "no end before it",
    { on: "*", after: Number.POSITIVE_INFINITY, effect },
    "/after must be how many requests it lets through first, 0 or more, not Infinity",
  ],
  [
    "no probability",
    { on: "*", probability: 0, effect },
    "/probability must be a probability greater than 0, at most 1, not 0",
  ],
  [
    "a body that is no JSON",
    { on: "*", effect: { kind: "status", status: 500, body: 1n } },
    "/effect/body must be what JSON can hold, not 1",
  ],
  [
    "a location that HTTP cannot send",
    { on: "*", effect: { kind: "redirect", location: "/\r\nx" } },
    '/effect/location must be text that HTTP can send, not "/\\r\\nx"',
  ],
])("a rule with %s is refused as well", (_, rule, sentence) => {
  expect(() => wire.emulator.fault(rule)).toThrow(sentence);
});

test("a seed that is no whole number is refused", async () => {
  await expect(Wire.start({ faultSeed: 0.5 })).rejects.toThrow(
    "the seed of faults is a whole number, not 0.5",
  );
});
