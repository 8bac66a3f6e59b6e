import { CtlEmulator, DECOMMISSIONED, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { COMMAND_LINE, Running, run } from "./command";

let emulator: CtlEmulator;
beforeEach(async () => {
  emulator = await CtlEmulator.start({ speed: 1_000_000 });
});
afterEach(() => emulator.stop());

const env = (more: Record<string, string> = {}): Record<string, string> => ({
  CLC_BASE_URL: emulator.url,
  CLC_USERNAME: emulator.username,
  CLC_PASSWORD: emulator.password,
  ...more,
});

test("archive with flags", async () => {
  const args = [
    "--account",
    "altd",
    "--group",
    WEB_APPLICATIONS.toUpperCase(),
    "--expected-name",
    "Web Applications",
  ];
  const { code, stdout, stderr } = await run(
    ["archive", ...args, "--max-servers=5", "--timeout", "1m"],
    env(),
  );
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout).toContain(`"Web Applications" (${WEB_APPLICATIONS}) was seen archived, with 5 servers\n`);
  expect(stdout).not.toContain("\u001b");
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
});

test("archive with variables, of which a flag goes first", async () => {
  const variables = {
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: WEB_APPLICATIONS,
    ARCHIVED_GROUP_EXPECTED_NAME: "Something else",
    CLC_BASE_URL: `${emulator.url}/v2/`,
  };
  const refused = await run(["archive"], env(variables));
  expect(refused.code).toBe(5);
  expect(refused.stdout).toContain('its name is "Web Applications", expectedName is "Something else"');
  const done = await run(["archive", "--expected-name", "Web Applications"], env(variables));
  expect(done.code).toBe(0);
});

test("protected names come as a flag each, or as a list in the variable, which a flag replaces", async () => {
  const variables = {
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: WEB_APPLICATIONS,
    ARCHIVED_GROUP_PROTECTED_NAMES: '["a, b", "*APPLI*"]',
  };
  const byVariable = await run(["archive"], env(variables));
  expect(byVariable).toMatchObject({
    code: 5,
    stdout: expect.stringContaining('group "Web Applications" is protected by "*APPLI*"'),
  });
  const byFlags = await run(
    ["archive", "--protected-names", "a, b", "--protected-names", "*shop0[1-9]"],
    env(variables),
  );
  expect(byFlags).toMatchObject({
    code: 5,
    stdout: expect.stringContaining('server "DE1ALTDSHOP01" is protected by "*shop0[1-9]"'),
  });
  expect(byFlags.stdout).not.toContain("*APPLI*");
  expect(emulator.acceptedArchives()).toEqual([]);
  expect(await run(["archive", "--protected-names", "a, b"], env(variables))).toMatchObject({ code: 0 });
});

test("--log-format json is JSON on every line", async () => {
  const args = ["archive", "--account", "ALTD", "--group", DECOMMISSIONED, "--log-format", "json"];
  const { code, stdout } = await run(args, env());
  expect(code).toBe(0);
  const events = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events.at(-1)).toMatchObject({ kind: "outcome", verdict: "archived" });
});

test.each([
  ["a wrong password", {}, { CLC_PASSWORD: "wrong-password" }, 3, "was rejected"],
  ["a pinned endpoint", { endpoint: "https://api.ctl.io" }, {}, 5, "is pinned to https://api.ctl.io"],
  ["too many servers", { "max-servers": "4" }, {}, 5, "5 servers would be archived, maxServers allows 4"],
  ["an unknown group", { group: "0".repeat(32) }, {}, 1, "has no group"],
  ["an archived group", { group: LEGACY_REPORTING }, {}, 0, "is archived already; nothing was sent"],
])("%s", async (_, flags, more, expected, sentence) => {
  const given = Object.entries({ account: "ALTD", group: WEB_APPLICATIONS, ...flags });
  const { code, stdout } = await run(
    ["archive", ...given.map(([flag, value]) => `--${flag}=${value}`)],
    env(more),
  );
  expect(code).toBe(expected);
  expect(stdout).toContain(sentence);
  expect(stdout).not.toMatch(/\n\s+at |wrong-password/);
  expect(emulator.acceptedArchives()).toEqual([]);
});

test("a root group, and a group without archiveGroupAction", async () => {
  const root = emulator.group(WEB_APPLICATIONS)?.parentId ?? "";
  const refused = await run(["archive", "--account", "ALTD", "--group", root], env());
  expect(refused.code).toBe(5);
  expect(refused.stdout).toContain("it is the root group of its data center");
  await emulator.stop();
  emulator = await CtlEmulator.start({ readOnly: true });
  const readOnly = await run(["archive", "--account", "ALTD", "--group", WEB_APPLICATIONS], env());
  expect(readOnly.code).toBe(5);
  expect(readOnly.stdout).toContain("the platform does not offer archiveGroupAction on it");
});

describe("a wait that is cut off", () => {
  beforeEach(async () => {
    await emulator.stop();
    emulator = await CtlEmulator.start();
  });
  const target = ["--account", "ALTD", "--group", WEB_APPLICATIONS];

  test("is found by status, which names the command that finishes it", async () => {
    const running = new Running(COMMAND_LINE, ["archive", ...target], env());
    await running.printed("notStarted");
    running.child.kill("SIGINT");
    expect(await running.finished).toMatchObject({
      code: 130,
      stdout: expect.stringMatching(
        /\ninterrupted by SIGINT: what was sent continues without this run; run again to follow it\n$/,
      ),
    });
    const next = `archived-group archive --account ALTD --group ${WEB_APPLICATIONS}`;
    const text = await run(["status", ...target], env());
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(
      /^journal {2}de1-\d+, submitted \d s ago; no end recorded\nqueue {4}notStarted\nstatus {3}active; /m,
    );
    expect(text.stdout).toContain(`next     ${next}   # finishes it, sends nothing twice\n`);
    const { stdout } = await run(["status", ...target, "--json"], env());
    expect(JSON.parse(stdout)).toMatchObject({ archived: false, queue: "notStarted", next });
  });

  test("is JSON to the last line, where it was JSON before", async () => {
    const running = new Running(COMMAND_LINE, ["archive", ...target, "--log-format=json"], env());
    await running.printed("notStarted");
    running.child.kill("SIGTERM");
    const { code, stdout } = await running.finished;
    expect(code).toBe(130);
    const events = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({
      kind: "note",
      message: expect.stringMatching(/^interrupted by SIGTERM/),
    });
  });
});

describe("status", () => {
  test.each([
    [
      WEB_APPLICATIONS,
      0,
      "journal  nothing was archived from here\nstatus   active; 5 servers not archived, 3 groups in all\n",
    ],
    [LEGACY_REPORTING, 0, "status   archived; 0 servers not archived, 1 group in all\n"],
    [
      "0".repeat(32),
      1,
      "status   not found, or this user may not see it; if it was archived elsewhere, it may be hidden\n",
    ],
  ])("of %s", async (group, expected, text) => {
    const { code, stdout } = await run(["status", "--account", "ALTD", "--group", group], env());
    expect(code).toBe(expected);
    expect(stdout).toContain(text);
  });

  test("--json is one object", async () => {
    const { code, stdout } = await run(
      ["status", "--account", "ALTD", "--group", LEGACY_REPORTING, "--json"],
      env(),
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: "Legacy Reporting", archived: true, journal: null });
  });
});
