import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { COMMAND_LINE, HOOK, Running } from "../cli/command";
import { type Handler, json, StubServer } from "../ctl/stub-server";

let stub: StubServer | undefined;
let emulator: CtlEmulator | undefined;
let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "deadline-"));
});
afterEach(async () => {
  await stub?.stop();
  await emulator?.stop();
  rmSync(state, { recursive: true });
});

const GROUP = { id: WEB_APPLICATIONS, name: "Web", type: "default", status: "active" };
const TOKEN = { userName: "demo", bearerToken: "token" };

/** Answers the login, and everything else like that. */
const afterLogin =
  (answer: Handler): Handler =>
  (request, response) =>
    request.url.includes("/authentication/") ? json(response, 200, TOKEN) : answer(request, response);

test.each<[string, Handler]>([
  ["a login that does not answer", () => {}],
  [
    "a group that comes byte by byte",
    afterLogin(({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
      const timer = setInterval(() => socket.write(" "), 50);
      socket.on("close", () => clearInterval(timer));
    }),
  ],
  [
    "a group of 10,000 servers that are read one by one",
    afterLogin(({ url }, response) => {
      const links = Array.from({ length: 10_000 }, (_, n) => ({ rel: "server", id: `de1altdweb${n}` }));
      if (url.includes("/groups/")) return json(response, 200, { ...GROUP, links });
      const id = url.replace(/.*\//, "");
      setTimeout(() => json(response, 200, { id, name: id, status: "active" }), 20);
    }),
  ],
])("%s: the hook ends soon after its timeout, with 4", async (_, handler) => {
  stub = await StubServer.start(handler);
  const startedAt = performance.now();
  const { code, stdout } = await new Running(HOOK, ["archive"], {
    CLC_BASE_URL: stub.url,
    CLC_USERNAME: "demo",
    CLC_PASSWORD: "demo-password",
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: WEB_APPLICATIONS,
    ARCHIVED_GROUP_TIMEOUT: "1s",
    ARCHIVED_GROUP_STATE_DIR: state,
  }).finished;
  expect(stdout).toContain("not done within 1 s");
  expect(stdout).toContain("platform now  this run sent nothing");
  expect(code).toBe(4);
  // One second, three of grace, and whatever a busy machine takes to start Node.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

test("pipes in the place of journal, token and claims keep nobody waiting", async () => {
  emulator = await CtlEmulator.start({ speed: 1_000_000 });
  const env = {
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
    ARCHIVED_GROUP_STATE_DIR: state,
  };
  const host = encodeURIComponent(emulator.url);
  const name = `${host}-ALTD-${WEB_APPLICATIONS}`;
  for (const folder of ["journals", "receipts", join("locks", name)]) {
    mkdirSync(join(state, folder), { recursive: true });
  }
  execFileSync("mkfifo", [
    join(state, "journals", `${name}.json`),
    join(state, "receipts", `${name}-1.json`),
  ]);
  execFileSync("mkfifo", [join(state, "locks", name, "a-claim.draft")]);
  const args = ["archive", "--account", "ALTD", "--group", WEB_APPLICATIONS, "--timeout", "30s"];
  const { code, stdout } = await new Running(COMMAND_LINE, args, env).finished;
  expect(stdout).toContain("was seen archived");
  expect(code).toBe(0);
});
