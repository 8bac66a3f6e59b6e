import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { archiveInForce, archivesInForce, type Receipt, serversArchivedBy } from "../../lib/archival/receipt";
import { FileReceipts, readReceipts, receiptPath } from "../../lib/store/file-receipts";
import { GROUP_ID } from "../archival/support/fake-platform";

const ENDPOINT = "https://ctl.example";
const TARGET = { accountAlias: "ALTD", groupId: GROUP_ID };

function receipt(facts: Partial<Receipt> = {}): Receipt {
  return {
    version: 1,
    action: "archive",
    endpoint: ENDPOINT,
    ...TARGET,
    groupName: "Web Applications",
    subGroups: [],
    servers: ["de1altdweb01"],
    intendedAt: "2015-07-14T13:47:58.000Z",
    transitions: [],
    runs: [{ startedAt: "2015-07-14T13:47:57.000Z", waits: 0, waitedMs: 0, troubles: 0 }],
    ended: { at: "2015-07-14T13:48:58.000Z", as: "archived" },
    ...facts,
  };
}

let directory: string;
let warnings: string[];
let receipts: FileReceipts;
const warn = (sentence: string) => warnings.push(sentence);

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "receipts-")), "receipts");
  warnings = [];
  receipts = new FileReceipts(directory, ENDPOINT, TARGET, warn);
});
afterEach(() => rmSync(dirname(directory), { recursive: true }));

test("nothing was archived yet: there are none, and nothing is made", async () => {
  expect(await receipts.all()).toEqual([]);
  expect(await readReceipts(directory, warn)).toEqual([]);
  expect(readdirSync(dirname(directory))).toEqual([]);
  expect(warnings).toEqual([]);
});

test("the one that ended last comes first, of this endpoint, account and group only", async () => {
  const first = receipt();
  const last = receipt({
    intendedAt: "2015-07-15T13:47:58.000Z",
    ended: { at: "2015-07-15T13:48:58.000Z", as: "failed" },
  });
  const others = [
    receipt({ groupId: "0".repeat(32), ended: { at: "2016-01-01T00:00:00.000Z", as: "archived" } }),
    receipt({ accountAlias: "ALTD2", ended: { at: "2016-01-02T00:00:00.000Z", as: "archived" } }),
    receipt({ endpoint: "http://ctl.example", ended: { at: "2016-01-03T00:00:00.000Z", as: "archived" } }),
  ];
  for (const one of [last, first, ...others]) await receipts.write(one);
  expect(await receipts.all()).toEqual([last, first]);
  expect(await readReceipts(directory, warn)).toEqual([...others.reverse(), last, first]);
});

test("what ended in the millisecond in which the next one began comes before it", async () => {
  const at = "2015-07-14T13:48:58.000Z";
  const restored = receipt({ action: "restore", ended: { at, as: "restored" } });
  const archived = receipt({ intendedAt: at, ended: { at, as: "archived" } });
  for (const one of [archived, restored]) await receipts.write(one);
  expect(await receipts.all()).toEqual([archived, restored]);
});

test("an archive and a restore that began in the same millisecond have a receipt each", async () => {
  const restored = receipt({ action: "restore", ended: { at: "2015-07-14T14:48:58.000Z", as: "restored" } });
  for (const one of [receipt(), restored]) await receipts.write(one);
  expect(await receipts.all()).toEqual([restored, receipt()]);
});

test("a receipt that does not say what it is of is one of an archive", async () => {
  const { action: _, ...old } = receipt();
  mkdirSync(directory);
  writeFileSync(receiptPath(directory, receipt()), JSON.stringify(old));
  expect(await receipts.all()).toEqual([receipt()]);
});

describe("the archive in force", () => {
  const archived = receipt();
  const failed = receipt({ ended: { at: "2015-07-15T00:00:00.000Z", as: "failed" } });
  const restored = receipt({ action: "restore", ended: { at: "2015-07-16T00:00:00.000Z", as: "restored" } });
  const unrestored = receipt({ action: "restore", ended: { at: "2015-07-17T00:00:00.000Z", as: "failed" } });

  const rejected = receipt({ ended: { at: "2015-07-18T00:00:00.000Z", as: "rejected" } });
  const untouched = receipt({ ended: { at: "2015-07-19T00:00:00.000Z", as: "untouched" } });

  test.each<[string, Receipt[], Receipt | undefined]>([
    ["of no receipts is none", [], undefined],
    ["is the last one", [archived], archived],
    ["is the last one, however it ended", [failed, archived], failed],
    ["is none once it was restored", [restored, archived], undefined],
    ["is still there when its restore failed", [unrestored, archived], archived],
    [
      "is not there when a restore failed after one that succeeded",
      [unrestored, restored, archived],
      undefined,
    ],
    ["is the one after a restore", [archived, restored, failed], archived],
    ["is not hidden by a request that was refused", [rejected, archived], archived],
    ["is not hidden by a request that nothing came of", [untouched, archived], archived],
  ])("%s", (_, all, expected) => {
    expect(archiveInForce(all)).toBe(expected);
  });
});

describe("the archives in force", () => {
  const at = (day: number, as: Receipt["ended"]["as"], action: Receipt["action"] = "archive"): Receipt =>
    receipt({ action, ended: { at: `2015-07-${day}T00:00:00.000Z`, as } });
  const failed = at(15, "failed");
  const failedAgain = at(16, "failed");
  const archived = at(17, "archived");
  const restored = at(18, "restored", "restore");

  test.each<[string, Receipt[], Receipt[]]>([
    ["are all that failed", [failedAgain, failed], [failedAgain, failed]],
    [
      "are the one that was seen archived, and those before it that failed",
      [archived, failed],
      [archived, failed],
    ],
    ["are none of before a restore", [failedAgain, restored, archived, failed], [failedAgain]],
    ["are none of before a restore by somebody else", [failedAgain, archived, failed], [failedAgain]],
  ])("%s", (_, all, expected) => {
    expect(archivesInForce(all)).toEqual(expected);
  });
});

test("what an earlier archive has left is not put to sleep by it, whatever becomes of it later", () => {
  const failed = receipt({
    servers: ["web01", "web02"],
    ended: { at: "2015-07-15T00:00:00.000Z", as: "failed", left: ["web02"] },
  });
  const archived = receipt({ servers: ["web03"] });
  expect(serversArchivedBy([archived, failed])).toEqual(["web03", "web01"]);
  expect(serversArchivedBy([failed])).toEqual(["web01", "web02"]);
  expect(serversArchivedBy([])).toEqual([]);
});

test("one archive that is concluded twice has one receipt, readable by its owner only", async () => {
  await receipts.write(receipt({ ended: { at: "2015-07-14T13:48:58.000Z", as: "unverified" } }));
  await receipts.write(receipt());
  expect(readdirSync(directory)).toHaveLength(1);
  const path = receiptPath(directory, receipt());
  expect(await receipts.location()).toBe(path);
  expect([statSync(path).mode & 0o777, statSync(directory).mode & 0o777]).toEqual([0o600, 0o700]);
});

test("a file that is no receipt is named, left alone and passed over", async () => {
  await receipts.write(receipt());
  const texts = ["", "{", "null", JSON.stringify({ ...receipt(), ended: { at: "x", as: "archived" } })];
  for (const [index, text] of texts.entries()) {
    writeFileSync(receiptPath(directory, receipt()).replace(".json", `-${index}.json`), text);
  }
  expect(await receipts.all()).toEqual([receipt()]);
  expect(warnings.sort()).toEqual([
    expect.stringContaining("-0.json is unusable (it is empty)"),
    expect.stringContaining("-1.json is unusable (invalid JSON, or cut off)"),
    expect.stringContaining("-2.json is unusable (it is not a journal)"),
    expect.stringContaining("-3.json is unusable (it is not a receipt)"),
  ]);
  expect(readdirSync(directory)).toHaveLength(5);
});

test("what is no regular file is not followed and not waited for, and a link is not written through", async () => {
  mkdirSync(directory);
  const path = receiptPath(directory, receipt());
  const precious = join(dirname(directory), "precious");
  writeFileSync(precious, "mine");
  symlinkSync(precious, path);
  execFileSync("mkfifo", [path.replace(".json", "-1.json")]);
  expect(await receipts.all()).toEqual([]);
  expect(warnings).toEqual([
    `the receipt ${path.replace(".json", "-1.json")} is unusable (it is not a regular file)`,
    `the receipt ${path} is unusable (it is a symbolic link)`,
  ]);
  await receipts.write(receipt());
  expect(readFileSync(precious, "utf8")).toBe("mine");
  expect(await receipts.all()).toEqual([receipt()]);
});

test("a receipt under the name of another group is not of that group", async () => {
  mkdirSync(directory);
  const other = receipt({ groupId: "0".repeat(32) });
  writeFileSync(receiptPath(directory, receipt()), JSON.stringify(other));
  expect(await receipts.all()).toEqual([]);
});

test("whatever lies in a file, reading does not throw", async () => {
  mkdirSync(directory);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
      writeFileSync(receiptPath(directory, receipt()), text);
      expect(await receipts.all()).toEqual([]);
    }),
  );
});
