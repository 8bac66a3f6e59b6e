import { spawnSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { Stage } from "../hook/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const NEXT = `archived-group archive --account ALTD --group ${WEB_APPLICATIONS}`;

test("an active group", async () => {
  expect(await stage.status()).toMatchObject({
    code: 0,
    lines: [
      `group    "Web Applications" (${WEB_APPLICATIONS}) of ALTD on ${stage.emulator.url}`,
      `folder   ${stage.stateDirectory}`,
      "journal  nothing was archived from here",
      "status   active; 5 servers not archived, 3 groups in all",
    ],
  });
});

test("an archived group", async () => {
  const { code, lines } = await stage.status({ group: LEGACY_REPORTING });
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe("status   archived; 0 servers not archived, 1 group in all");
});

test("one of anything is not plural", async () => {
  const group = stage.emulator.addGroup({
    parentId: WEB_APPLICATIONS,
    name: "Single",
    servers: [{ name: "one" }],
  });
  const { lines } = await stage.status({ group: group.id });
  expect(lines.at(-1)).toBe("status   active; 1 server not archived, 1 group in all");
});

test("an archive in flight: the queue's word, and the command that finishes it", async () => {
  await stage.archive({ timeout: "30s" });
  const { code, lines } = await stage.status();
  expect(code).toBe(0);
  expect(lines.slice(2)).toEqual([
    expect.stringMatching(/^journal {2}de1-\d+, submitted 30 s ago; no end recorded$/),
    "queue    executing",
    "status   active; 3 servers not archived, 3 groups in all",
    `next     ${NEXT}   # finishes it, sends nothing twice`,
  ]);
});

test("an archive that was seen through", async () => {
  await stage.archive();
  const { lines } = await stage.status();
  expect(lines.slice(2)).toEqual([
    "journal  nothing from here is open",
    expect.stringMatching(
      /^receipt {2}de1-\d+, submitted .* ago; ended as archived after .* s, at 2015-\S+$/,
    ),
    expect.stringMatching(/^status {3}archived; 0 servers/),
  ]);
});

test("a restore in flight: what it is, and the command that finishes it", async () => {
  const parentId = stage.emulator.group(WEB_APPLICATIONS)?.parentId;
  await stage.archive();
  await stage.restore({ timeout: "30s" });
  const { lines } = await stage.status();
  expect(lines.slice(1)).toEqual([
    `folder   ${stage.stateDirectory}`,
    expect.stringMatching(/^journal {2}restore de1-\d+, submitted 30 s ago; no end recorded$/),
    expect.stringMatching(/^receipt {2}de1-\d+, submitted .* ago; ended as archived after .* s, at 2015-/),
    "queue    executing",
    "status   archived; 5 servers not archived, 3 groups in all",
    `next     ${NEXT.replace("archive ", "restore ")} --target ${parentId}   # finishes it, sends nothing twice`,
  ]);
});

test("a restore that was seen through", async () => {
  await stage.archive();
  await stage.restore();
  const { lines } = await stage.status();
  expect(lines.slice(2)).toEqual([
    "journal  nothing from here is open",
    expect.stringMatching(
      /^receipt {2}restore de1-\d+, submitted .* ago; ended as restored after .*, at 2015-/,
    ),
    expect.stringMatching(/^status {3}active; 5 servers/),
  ]);
});

test("an archived group that the API hides is archived, because a receipt says so", async () => {
  await stage.strike();
  stage = await Stage.set({ archivedGroups: "hidden" });
  await stage.archive();
  const { code, lines } = await stage.status();
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe("status   archived; the API does not show it any more");
});

test("an unknown group is an error", async () => {
  const { code, text } = await stage.status({ group: "0".repeat(32) });
  expect(code).toBe(1);
  expect(text).toContain(
    "status   not found, or this user may not see it; if it was archived elsewhere, it may be hidden\n",
  );
});

test("--json is one object with the same facts", async () => {
  await stage.archive({ timeout: "30s" });
  const { code, lines } = await stage.status({}, { logFormat: "json" });
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    endpoint: stage.emulator.url,
    accountAlias: "ALTD",
    groupId: WEB_APPLICATIONS,
    name: "Web Applications",
    status: "active",
    archived: false,
    liveServers: 3,
    groups: 3,
    stateFolder: stage.stateDirectory,
    journal: expect.objectContaining({ version: 1, groupName: "Web Applications" }),
    receipt: null,
    queue: "executing",
    next: NEXT,
  });
});

test("--json gives errors as JSON, too", async () => {
  for (const [values, env, code] of [
    [{ group: "12" }, {}, 2],
    [{}, { CLC_USERNAME: "", CLC_PASSWORD: "" }, 3],
    [{}, { CLC_PASSWORD: "wrong-password" }, 3],
  ] as const) {
    const printed = await stage.status(values, { logFormat: "json", env });
    expect(printed.code).toBe(code);
    expect(printed.lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ kind: "error" }),
    ]);
  }
});

describe("after an operation that failed", () => {
  const FAILED = [
    { status: "executing", atMs: 0 },
    { status: "failed", atMs: 10_000 },
  ];

  test("it says how far that came, and how to go on", async () => {
    stage.emulator.nextTimeline(FAILED);
    await stage.archive();
    const { code, lines } = await stage.status();
    expect(code).toBe(0);
    expect(lines.slice(2)).toEqual([
      "journal  nothing from here is open",
      expect.stringMatching(
        /^receipt {2}de1-\d+, submitted .* ago; ended as failed after 1\d s, at 2015-\S+: 2 of 5 servers archived$/,
      ),
      "status   active; 3 servers not archived, 3 groups in all",
      `next     ${NEXT}   # looks at the group first, then archives what is left`,
    ]);
  });

  test("JSON says the same", async () => {
    stage.emulator.nextTimeline(FAILED);
    await stage.archive();
    const { text } = await stage.status({}, { logFormat: "json" });
    expect(JSON.parse(text)).toMatchObject({ progress: { done: 2, of: 5 }, next: NEXT, liveServers: 3 });
  });

  test("what several in a row have done is counted together", async () => {
    for (const at of [0, 1]) {
      stage.emulator.nextTimeline(FAILED);
      expect(await stage.archive()).toMatchObject({ code: 1 });
      expect((await stage.status()).text).toContain(`: ${[2, 3][at]} of 5 servers archived\n`);
    }
  });

  test("a restore is counted and named as well", async () => {
    const parentId = stage.emulator.group(WEB_APPLICATIONS)?.parentId;
    await stage.archive();
    stage.emulator.nextTimeline(FAILED, "restoreGroup");
    await stage.restore();
    const { text } = await stage.status();
    expect(text).toContain(": 2 of 5 servers restored\n");
    expect(text).toContain(
      `next     ${NEXT.replace("archive ", "restore ")} --target ${parentId}   # looks at the group first, then restores what is left\n`,
    );
  });

  test("there is nothing to go on with once somebody has finished it, or undone it", async () => {
    stage.emulator.nextTimeline(FAILED);
    await stage.archive();
    stage.emulator.restoreGroup(WEB_APPLICATIONS);
    expect((await stage.status()).text).not.toContain("next ");
    const elsewhere = join(stage.stateDirectory, "elsewhere");
    expect(await stage.archive({}, { env: { ARCHIVED_GROUP_STATE_DIR: elsewhere } })).toMatchObject({
      code: 0,
    });
    expect((await stage.status()).text).not.toContain("next ");
  });

  test("one that succeeded and was never seen is looked at again", async () => {
    stage.emulator.fault("getGroup:stale*500");
    expect(await stage.archive()).toMatchObject({ code: 4 });
    const { lines } = await stage.status();
    expect(lines.at(-1)).toBe(`next     ${NEXT}   # looks at the group first, then archives what is left`);
  });
});

describe("without the API", () => {
  const NOBODY = { CLC_USERNAME: "", CLC_PASSWORD: "" };
  const NOWHERE = "http://127.0.0.1:1";

  test("no credentials: the journal comes first, then the error, and the way on between them", async () => {
    await stage.archive({ timeout: "30s" });
    const { code, lines } = await stage.status({}, { env: NOBODY });
    expect(code).toBe(3);
    expect(lines).toEqual([
      `group    "Web Applications" (${WEB_APPLICATIONS}) of ALTD on ${stage.emulator.url}`,
      `folder   ${stage.stateDirectory}`,
      expect.stringMatching(/^journal {2}de1-\d+, submitted 30 s ago; no end recorded$/),
      `next     ${NEXT}   # finishes it, sends nothing twice`,
      expect.stringMatching(/^error: /),
    ]);
  });

  test("a refused login: the same, with the last receipt", async () => {
    stage.emulator.nextTimeline([{ status: "failed", atMs: 0 }]);
    await stage.archive();
    const { code, lines } = await stage.status({}, { env: { CLC_USERNAME: "other" } });
    expect(code).toBe(3);
    expect(lines.slice(2)).toEqual([
      "journal  nothing from here is open",
      expect.stringMatching(/^receipt {2}.* ended as failed after .*: \d of 5 servers archived$/),
      `next     ${NEXT}   # looks at the group first, then archives what is left`,
      expect.stringMatching(/^error: .* was rejected/),
    ]);
  });

  test("no network: all of it comes before the first try that fails", async () => {
    const { code, lines } = await stage.status({}, { env: { CLC_BASE_URL: NOWHERE } });
    expect(code).toBe(1);
    expect(lines.slice(0, 4)).toEqual([
      `group    ${WEB_APPLICATIONS} of ALTD on ${NOWHERE}`,
      `folder   ${stage.stateDirectory}`,
      "journal  nothing was archived from here",
      expect.stringMatching(/; attempt 2 in 1 s$/),
    ]);
    expect(lines.at(-1)).toMatch(/^error: /);
  });

  test("JSON is one error with the same facts", async () => {
    await stage.archive({ timeout: "30s" });
    const { code, text } = await stage.status({}, { env: NOBODY, logFormat: "json" });
    expect(code).toBe(3);
    expect(JSON.parse(text)).toEqual({
      at: expect.stringMatching(/^2015-/),
      kind: "error",
      message: expect.stringContaining("CLC_USERNAME"),
      endpoint: stage.emulator.url,
      accountAlias: "ALTD",
      groupId: WEB_APPLICATIONS,
      name: "Web Applications",
      stateFolder: stage.stateDirectory,
      journal: expect.objectContaining({ version: 1 }),
      receipt: null,
      next: NEXT,
    });
  });

  test("a group that cannot be read: what the queue says is shown, and the way on", async () => {
    await stage.archive({ timeout: "30s" });
    stage.emulator.fault("getGroup:403*20");
    const { code, lines } = await stage.status();
    expect(code).toBe(1);
    expect(lines.slice(3)).toEqual([
      "queue    executing",
      `next     ${NEXT}   # finishes it, sends nothing twice`,
      expect.stringMatching(/^error: /),
    ]);
  });
});

test("a shell runs `next` as it is printed", async () => {
  await stage.archive({ timeout: "30s" });
  const { lines } = await stage.status();
  const [, next = ""] = /^next {5}(.*)$/.exec(lines.at(-1) ?? "") ?? [];
  const program = join(stage.stateDirectory, "archived-group");
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@"\n`, { mode: 0o755 });
  const PATH = `${stage.stateDirectory}:${process.env.PATH}`;
  const { stdout } = spawnSync("sh", ["-c", next], { encoding: "utf8", env: { PATH } });
  expect(stdout.trim().split("\n")).toEqual(NEXT.split(" ").slice(1));
});

describe("a journal that cannot be read", () => {
  async function damage(): Promise<string> {
    await stage.archive({ timeout: "30s" });
    const folder = join(stage.stateDirectory, "journals");
    const [name = "", ...others] = await readdir(folder);
    expect(others).toEqual([]);
    await writeFile(join(folder, name), "{");
    return join(folder, name);
  }

  test("is named, and left for the next archive to move aside", async () => {
    const path = await damage();
    const { code, lines } = await stage.status();
    expect(code).toBe(0);
    expect(lines[0]).toBe(
      `warning: the journal ${path} is unusable (invalid JSON, or cut off); the next run moves it aside and looks at the group instead`,
    );
    expect(lines.slice(3)).toEqual([
      "journal  unusable; only the group itself can show what was sent",
      "status   active; 3 servers not archived, 3 groups in all",
      `next     ${NEXT}   # finishes it, sends nothing twice`,
    ]);
    expect(await readFile(path, "utf8")).toBe("{");
    const { text } = await stage.archive();
    expect(text).toContain(`was moved to ${path}.unusable`);
  });

  test("is told in JSON as well", async () => {
    await damage();
    const { lines } = await stage.status({}, { logFormat: "json" });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ journal: "unusable", next: NEXT }]);
  });
});

test("it sends nothing and writes nothing", async () => {
  await stage.status();
  expect(stage.emulator.events.map((event) => event.kind === "request" && event.method)).toEqual([
    "POST",
    "GET",
  ]);
  expect(stage.emulator.acceptedArchives()).toEqual([]);
});
