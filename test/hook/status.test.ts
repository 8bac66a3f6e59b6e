import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LEGACY_REPORTING, WEB_APPLICATIONS } from "../../lib/emulator";
import { Stage } from "./stage";

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
      "status   active; 5 servers not archived, 3 groups in all",
      "journal  nothing was archived from here",
    ],
  });
});

test("an archived group", async () => {
  const { code, lines } = await stage.status({ group: LEGACY_REPORTING });
  expect(code).toBe(0);
  expect(lines[1]).toBe("status   archived; 0 servers not archived, 1 group in all");
});

test("one of anything is not plural", async () => {
  const group = stage.emulator.addGroup({
    parentId: WEB_APPLICATIONS,
    name: "Single",
    servers: [{ name: "one" }],
  });
  const { lines } = await stage.status({ group: group.id });
  expect(lines[1]).toBe("status   active; 1 server not archived, 1 group in all");
});

test("an archive in flight: the queue's word, and the command that finishes it", async () => {
  await stage.archive({ timeout: "30s" });
  const { code, lines } = await stage.status();
  expect(code).toBe(0);
  expect(lines.slice(2)).toEqual([
    expect.stringMatching(/^journal {2}de1-\d+, submitted 30 s ago; no end recorded$/),
    "queue    executing",
    `next     ${NEXT}   (finishes it, sends nothing twice)`,
  ]);
});

test("an archive that was seen through", async () => {
  await stage.archive();
  const { lines } = await stage.status();
  expect(lines[1]).toMatch(/^status {3}archived; 0 servers/);
  expect(lines[2]).toBe("journal  nothing of ours is open");
  expect(lines[3]).toMatch(/^receipt {2}de1-\d+, submitted .* ago; ended as archived at 2015-/);
  expect(lines).toHaveLength(4);
});

test("a restore in flight: what it is, and the command that finishes it", async () => {
  const parentId = stage.emulator.group(WEB_APPLICATIONS)?.parentId;
  await stage.archive();
  await stage.restore({ timeout: "30s" });
  const { lines } = await stage.status();
  expect(lines.slice(1)).toEqual([
    "status   archived; 5 servers not archived, 3 groups in all",
    expect.stringMatching(/^journal {2}restore de1-\d+, submitted 30 s ago; no end recorded$/),
    expect.stringMatching(/^receipt {2}de1-\d+, submitted .* ago; ended as archived at 2015-/),
    "queue    executing",
    `next     ${NEXT.replace("archive ", "restore ")} --target ${parentId}   (finishes it, sends nothing twice)`,
  ]);
});

test("a restore that was seen through", async () => {
  await stage.archive();
  await stage.restore();
  const { lines } = await stage.status();
  expect(lines[1]).toMatch(/^status {3}active; 5 servers/);
  expect(lines[2]).toBe("journal  nothing of ours is open");
  expect(lines[3]).toMatch(/^receipt {2}restore de1-\d+, submitted .* ago; ended as restored at 2015-/);
});

test("an archived group that the API hides is archived, because a receipt says so", async () => {
  await stage.strike();
  stage = await Stage.set({ archivedGroups: "hidden" });
  await stage.archive();
  const { code, lines } = await stage.status();
  expect(code).toBe(0);
  expect(lines[1]).toBe("status   archived; the API does not show it any more");
});

test("an unknown group is an error", async () => {
  const { code, text } = await stage.status({ group: "0".repeat(32) });
  expect(code).toBe(1);
  expect(text).toContain(
    "status   not found, or this user may not see it; archived elsewhere, it may be hidden\n",
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

describe("a journal that can not be read", () => {
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
      `warning: the journal ${path} is unusable (it is no JSON, or cut off); the next run moves it aside and looks at the group instead`,
    );
    expect(lines.slice(3)).toEqual([
      "journal  unusable; only the group itself can tell what was sent",
      `next     ${NEXT}   (finishes it, sends nothing twice)`,
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
