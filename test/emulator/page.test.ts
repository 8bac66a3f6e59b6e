import { WEB_APPLICATIONS } from "../../lib/emulator";
import { Wire } from "./contract/wire";

const STATE = "/_emulator/state";

let wire: Wire;
beforeEach(async () => {
  wire = await Wire.start();
});
afterEach(() => wire.emulator.stop());

test("the page needs no token and no other file, and only its own script may run", async () => {
  wire.token = "";
  const { status, headers, text } = await wire.get("/");
  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(headers["content-security-policy"]).toMatch(
    /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src data:; connect-src 'self'/,
  );
  expect(text).not.toMatch(/https?:\/\/|src=|@import/);
});

test("neither page nor state holds a secret, and neither is an event", async () => {
  await wire.get(`/v2/groups/altd/${WEB_APPLICATIONS}`);
  const before = wire.emulator.events.length;
  const { text } = await wire.get("/");
  const state = await wire.get(STATE);
  expect(state.json).toMatchObject({ account: "ALTD", speed: 1, omitted: 0, operations: [] });
  for (const secret of [wire.token, wire.emulator.password]) expect(text + state.text).not.toContain(secret);
  expect(wire.emulator.events).toHaveLength(before);
});

test("state shows operations with their steps and the last requests, and no more of them than a page holds", async () => {
  await wire.post(`/v2/groups/altd/${WEB_APPLICATIONS}/archive`);
  for (let times = 0; times < 50; times++) await wire.get(`/v2/${"x".repeat(400)}`);
  wire.pass(16_000);
  const { json } = await wire.get(STATE);
  expect(json.operations).toMatchObject([
    {
      id: "de1-81787",
      kind: "archiveGroup",
      target: "Web Applications",
      status: "executing",
      elapsedMs: 16_000,
      endMs: 50_000,
    },
  ]);
  expect(json.operations[0].steps[1]).toEqual({ status: "executing", atMs: 15_000 });
  expect(json.requests).toHaveLength(40);
  expect(json.requests[0]).toMatchObject({ method: "GET", status: 404 });
  expect(json.requests[0].path).toHaveLength(300);
});

test("a large account is shown in part", async () => {
  const servers = Array.from({ length: 1_500 }, (_, index) => ({ name: `s${index}` }));
  const account = {
    alias: "BIG",
    dataCenters: [{ id: "DE1", name: "DE1", groups: [{ name: "Many", servers }] }],
  };
  const big = await Wire.start({ account });
  const { json } = await big.get(STATE);
  expect(json.omitted).toBe(1_500 + 5 - 1_000);
  await big.emulator.stop();
});

test.each([
  ["POST", "/"],
  ["DELETE", STATE],
  ["GET", "/index.html"],
  ["GET", "/_emulator"],
  ["GET", "/_emulator/other"],
  ["GET", "/?x"],
])("%s %s is for the service to answer, which knows no such path", async (method, path) => {
  expect(await wire.send(method, path)).toMatchObject({
    status: 404,
    json: { message: "The requested resource does not exist." },
  });
});

test("HEAD tells how long the page is and sends nothing of it", async () => {
  const { headers, bytes } = await wire.send("HEAD", "/");
  expect(Number(headers["content-length"])).toBeGreaterThan(5_000);
  expect(bytes).toHaveLength(0);
});
