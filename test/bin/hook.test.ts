import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { CtlEmulator, LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { COMMAND_LINE, HOOK, home, Running } from "../cli/command";

let emulator: CtlEmulator;
afterEach(() => emulator?.stop());

/** The hook as Terraform runs it, on an emulator with this speed. */
async function hook(speed: number, verb = "archive", more: Record<string, string> = {}): Promise<Running> {
  emulator = await CtlEmulator.start({ speed });
  return new Running(HOOK, [verb], {
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: WEB_APPLICATIONS,
    ...more,
  });
}

test("it archives what its variables name", async () => {
  const { code, stdout, stderr } = await (await hook(1_000_000)).finished;
  expect(stderr).toBe("");
  expect(stdout).toMatch(/was seen archived, with 5 servers\n$/);
  expect(code).toBe(0);
});

test("it restores what its variables name, where the declaration has evidence", async () => {
  const running = await hook(1_000_000, "restore", {
    ARCHIVED_GROUP_ID: LEGACY_REPORTING,
    ARCHIVED_GROUP_RESTORE_TO: WEB_APPLICATIONS,
    ARCHIVED_GROUP_EVIDENCE: "state",
  });
  const { code, stdout } = await running.finished;
  expect(stdout).toMatch(/was seen active, with 2 servers\n$/);
  expect(code).toBe(0);
  expect(emulator.group(LEGACY_REPORTING)?.parentId).toBe(WEB_APPLICATIONS);
});

test("it leaves a group alone that was not archived from here", async () => {
  const running = await hook(1, "restore", {
    ARCHIVED_GROUP_ID: LEGACY_REPORTING,
    ARCHIVED_GROUP_RESTORE_TO: WEB_APPLICATIONS,
  });
  const { code, stdout } = await running.finished;
  expect(stdout).toMatch(/it is left alone\n$/);
  expect(code).toBe(0);
  expect(emulator.group(LEGACY_REPORTING)?.status).toBe("archived");
});

test("a failure says what Terraform makes of it", async () => {
  const { code, stdout } = await (await hook(1_000_000, "archive", { ARCHIVED_GROUP_MAX_SERVERS: "4" }))
    .finished;
  expect(code).toBe(5);
  expect(stdout).toContain(
    'terraform     marks the resource as tainted; "must be replaced" destroys no server, and a destroy now restores nothing',
  );
});

test("a guardrail that a variable lost on the way is refused", async () => {
  const { code, stdout } = await (await hook(1_000_000, "archive", { ARCHIVED_GROUP_EXPECTED_NAME: "" }))
    .finished;
  expect(code).toBe(2);
  expect(stdout).toContain("expectedName must not be empty");
  expect(emulator.acceptedArchives()).toEqual([]);
});

test.each([[[]], [["--help"]], [["Archive"]], [["archive", "--account", "ALTD"]], [["constructor"]]])(
  "%j is no way to run it",
  async (args) => {
    const { code, stdout } = await new Running(HOOK, args).finished;
    expect(code).toBe(2);
    expect(stdout).toBe(
      "error: Terraform runs this file as `node hook.cjs archive` or `restore`; people use `archived-group`\n",
    );
  },
);

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s is one line and exit code 130", async (signal) => {
  const running = await hook(1);
  await running.printed("notStarted");
  running.child.kill(signal);
  const { code, stdout, stderr } = await running.finished;
  expect(code).toBe(130);
  expect(stderr).toBe("");
  expect(stdout.split("\n").slice(-2)).toEqual([
    `interrupted by ${signal}: what was sent continues without this run; run again to follow it`,
    "",
  ]);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s releases the lock", async (signal) => {
  const state = mkdtempSync(join(home, "state-"));
  const running = await hook(1, "archive", { ARCHIVED_GROUP_STATE_DIR: state });
  await running.printed("notStarted");
  expect(readdirSync(join(state, "locks"))).toHaveLength(1);
  running.child.kill(signal);
  await running.finished;
  expect(readdirSync(join(state, "locks"))).toEqual([]);
});

test("it sees the operation through when nobody reads what it prints any more", async () => {
  const running = await hook(50);
  await running.printed("notStarted");
  running.child.stdout?.destroy();
  expect(await running.finished).toMatchObject({ code: 0, stderr: "" });
  expect(emulator.group(WEB_APPLICATIONS)?.status).toBe("archived");
});

test("https is tunnelled through HTTPS_PROXY, whose code the bundle loads only then", async () => {
  const proxy = createServer();
  const asked = new Promise((resolve) => {
    proxy.on("connect", (request, socket) => {
      resolve(request.url);
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const running = await hook(1, "archive", {
    CLC_BASE_URL: "https://ctl.example",
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  });
  expect(await asked).toBe("ctl.example:443");
  running.child.kill();
  await running.finished;
  proxy.close();
});

describe.each([
  ["hook.cjs", HOOK],
  ["archived-group.cjs", COMMAND_LINE],
])("the first lines of %s", (_, bundle) => {
  const text = readFileSync(bundle, "utf8").replace(/^#!.*\n/, "");
  const check = text.slice(0, text.indexOf('"use strict"'));

  /** What they print and how they exit on a version of Node; nothing when they let it go on. */
  function on(node: string): { said: string[]; code?: number } {
    const said: string[] = [];
    let code: number | undefined;
    const process = { versions: { node }, exit: (given: number) => (code = given) };
    runInNewContext(check, { process, console: { log: (line: string) => said.push(line) } });
    return { said, ...(code !== undefined && { code }) };
  }

  test("tell the user of an old Node what to do", () => {
    expect(on("16.20.2")).toEqual({
      said: ["error: Node 20.9 or newer is needed, this is 16.20.2; install a newer Node"],
      code: 2,
    });
    expect(on("18.20.8").code).toBe(2);
    expect(on("20.8.1").code).toBe(2);
  });

  test("let every other Node go on", () => {
    for (const version of ["20.9.0", "20.20.2", "22.0.0", "24.1.0"]) {
      expect(on(version)).toEqual({ said: [] });
    }
  });
});
