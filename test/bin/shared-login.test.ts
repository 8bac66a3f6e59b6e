import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CtlEmulator } from "../../lib/emulator";
import { HOOK, Running } from "../cli/command";

jest.setTimeout(60_000);

const GROUPS = Array.from({ length: 10 }, (_, index) => ({
  id: String(index).padStart(32, "0"),
  name: `Group ${index}`,
  servers: [{ name: `web0${index}` }],
}));
const account = { alias: "ALTD", dataCenters: [{ id: "DE1", name: "DE1 - Germany", groups: GROUPS }] };

let emulator: CtlEmulator;
let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "archived-group-test-"));
});
afterEach(async () => {
  await emulator.stop();
  rmSync(state, { recursive: true });
});

/** The hooks of one apply: one for each group, all at once. */
function hooks(more: Record<string, string> = {}): Running[] {
  return GROUPS.map(
    ({ id }) =>
      new Running(HOOK, ["archive"], {
        CLC_BASE_URL: emulator.url,
        CLC_USERNAME: emulator.username,
        CLC_PASSWORD: emulator.password,
        ARCHIVED_GROUP_STATE_DIR: state,
        ARCHIVED_GROUP_ACCOUNT: "ALTD",
        ARCHIVED_GROUP_ID: id,
        ...more,
      }),
  );
}

async function codesOf(running: readonly Running[]): Promise<(number | null)[]> {
  return (await Promise.all(running.map(({ finished }) => finished))).map(({ code }) => code);
}

function logins(): number {
  return emulator.events.filter((event) => event.kind === "request" && event.route === "login").length;
}

function tokenFile(): string {
  const [name = "none", ...others] = readdirSync(join(state, "tokens"));
  expect(others).toEqual([]);
  return join(state, "tokens", name);
}

const ALL_ARCHIVED = GROUPS.map(() => 0);

test("ten hooks of one apply log in once, and the token is in the tokens folder alone", async () => {
  emulator = await CtlEmulator.start({ account, speed: 1_000_000 });
  const running = hooks();
  expect(await codesOf(running)).toEqual(ALL_ARCHIVED);
  expect(logins()).toBe(1);
  const outputs = await Promise.all(running.map(({ finished }) => finished));
  const told = outputs.filter(({ stdout }) => stdout.includes("logged in as demo"));
  expect(told).toHaveLength(1);

  const { token } = JSON.parse(readFileSync(tokenFile(), "utf8"));
  expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(state, "locks"))).toEqual([]);
  const entries = readdirSync(state, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.path, entry.name));
  expect(files.length).toBeGreaterThan(10);
  const texts = files.map((path) => ({ path, text: readFileSync(path, "utf8") }));
  expect(texts.filter(({ text }) => text.includes(token)).map(({ path }) => path)).toEqual([tokenFile()]);
  for (const { text } of texts) expect(text).not.toContain(emulator.password);
  for (const { stdout } of outputs) expect(stdout).not.toContain(token);
});

test("a token that is refused while ten hooks wait is exchanged once for all of them", async () => {
  const waiting = [
    { status: "notStarted", atMs: 0 },
    { status: "executing", atMs: 1_000 },
    { status: "succeeded", atMs: 6_000 },
  ] as const;
  emulator = await CtlEmulator.start({ account, timeline: waiting });
  const running = hooks();
  await Promise.all(running.map((hook) => hook.printed("accepted as operation")));
  expect(logins()).toBe(1);
  emulator.revokeTokens();
  expect(await codesOf(running)).toEqual(ALL_ARCHIVED);
  expect(logins()).toBe(2);
});

test("a token that others may read is not used, and is replaced once for all", async () => {
  emulator = await CtlEmulator.start({ account, speed: 1_000_000 });
  await codesOf(hooks());
  const { token } = JSON.parse(readFileSync(tokenFile(), "utf8"));
  chmodSync(tokenFile(), 0o644);
  emulator.revokeTokens();
  expect(await codesOf(hooks())).toEqual(ALL_ARCHIVED);
  expect(logins()).toBe(2);
  expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(tokenFile(), "utf8")).token).not.toBe(token);
  expect(emulator.events.filter((event) => event.kind === "request" && event.status === 401)).toEqual([]);
});

test("a login that is refused to one of ten hooks is not tried by the others that were started with it", async () => {
  emulator = await CtlEmulator.start({
    account,
    faults: [{ on: "login", effect: { kind: "delay", ms: 2_000 } }],
  });
  const running = hooks({ CLC_PASSWORD: "wrong-password" });
  expect(await codesOf(running)).toEqual(GROUPS.map(() => 3));
  expect(logins()).toBe(1);
  const outputs = (await Promise.all(running.map(({ finished }) => finished))).map(({ stdout }) => stdout);
  const said = "We didn't recognize the username or password you entered";
  expect(outputs.filter((output) => output.includes(said))).toHaveLength(1);
  expect(outputs.filter((output) => output.includes("not retried yet (status 400)"))).toHaveLength(9);
  expect(readFileSync(tokenFile(), "utf8")).not.toContain(said);
});
