import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DECOMMISSIONED, WEB_APPLICATIONS } from "../../lib/emulator";
import { Stage } from "../hook/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

test("without any it says so, and where they are kept", async () => {
  expect(await stage.receipts()).toMatchObject({
    code: 0,
    lines: [`nothing was archived from here yet; receipts are kept in ${stage.stateDirectory}/receipts`],
  });
  expect(await stage.receipts({ logFormat: "json" })).toMatchObject({ code: 0, text: "[]\n" });
});

test("the one that ended last comes first, with its scope, its user and how it ended", async () => {
  await stage.archive();
  stage.emulator.nextTimeline([
    { status: "executing", atMs: 0 },
    { status: "failed", atMs: 5_000 },
  ]);
  await stage.archive({ group: DECOMMISSIONED });
  const { code, lines } = await stage.receipts();
  expect(code).toBe(0);
  expect(lines).toEqual([
    expect.stringMatching(
      `^2015-07-14T\\S+Z  failed      ca1-\\d+  "Decommissioned" \\(${DECOMMISSIONED}\\) of ALTD on http://127`,
    ),
    expect.stringMatching(/^ {4}0 servers, 1 group, [56] s, 1 run, by demo$/),
    expect.stringMatching(
      `^2015-07-14T\\S+Z  archived    de1-\\d+  "Web Applications" \\(${WEB_APPLICATIONS}\\) of ALTD on http`,
    ),
    expect.stringMatching(/^ {4}5 servers, 3 groups, .*, 1 run, by demo$/),
  ]);
});

test("a restore is listed as one, with where it went", async () => {
  const parentId = stage.emulator.group(WEB_APPLICATIONS)?.parentId;
  await stage.archive();
  await stage.restore();
  const { lines } = await stage.receipts();
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(/^2015-07-14T\S+Z {2}restored {4}de1-\d+ {2}"Web Applications" /),
    expect.stringMatching(
      new RegExp(`^ {4}restore into ${parentId}: 5 servers, 3 groups, 26 min.*, 1 run, by demo$`),
    ),
  ]);
  expect(lines[2]).toContain("  archived    ");
});

test("--json is one list of what lies in the files", async () => {
  await stage.archive();
  const { text } = await stage.receipts({ logFormat: "json" });
  expect(JSON.parse(text)).toEqual([
    expect.objectContaining({
      version: 1,
      groupId: WEB_APPLICATIONS,
      operation: expect.objectContaining({ id: expect.stringMatching(/^de1-/) }),
      transitions: expect.arrayContaining([expect.objectContaining({ status: "executing" })]),
      ended: { at: expect.any(String), as: "archived", evidence: "group" },
    }),
  ]);
});

test("a file that is none is named and passed over", async () => {
  const folder = join(stage.stateDirectory, "receipts");
  await stage.archive();
  const [name = ""] = await readdir(folder);
  await writeFile(join(folder, name), "{");
  const { code, lines } = await stage.receipts();
  expect(code).toBe(0);
  expect(lines[0]).toBe(`warning: the receipt ${join(folder, name)} is unusable (invalid JSON, or cut off)`);
  expect((await stage.receipts({ logFormat: "json" })).text).toBe("[]\n");
});

test("asks nobody, and needs no credentials", async () => {
  const env = { CLC_USERNAME: "", CLC_PASSWORD: "" };
  expect(await stage.receipts({ env })).toMatchObject({ code: 0 });
  expect(stage.emulator.events).toEqual([]);
});

test("a state directory that makes no sense is one sentence and exit code 2", async () => {
  const { code, text } = await stage.receipts({ env: { ARCHIVED_GROUP_STATE_DIR: "here" } });
  expect(code).toBe(2);
  expect(text).toBe('error: ARCHIVED_GROUP_STATE_DIR must be an absolute path, got "here"\n');
});
