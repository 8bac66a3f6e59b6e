import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { FileReceipts, readReceipts, receiptPath } from "../../lib/archival/file-receipts";
import type { Receipt } from "../../lib/archival/receipt";
import { GROUP_ID } from "./support/fake-platform";

const ENDPOINT = "https://ctl.example";
const TARGET = { accountAlias: "ALTD", groupId: GROUP_ID };

function receipt(facts: Partial<Receipt> = {}): Receipt {
  return {
    version: 1,
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

test("nothing was archived yet: there is no last one, and nothing is made", async () => {
  expect(await receipts.last()).toBeUndefined();
  expect(await readReceipts(directory, warn)).toEqual([]);
  expect(readdirSync(dirname(directory))).toEqual([]);
  expect(warnings).toEqual([]);
});

test("the last one is the one that ended last, of this endpoint, account and group only", async () => {
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
  expect(await receipts.last()).toEqual(last);
  expect(await readReceipts(directory, warn)).toEqual([...others.reverse(), last, first]);
});

test.each(["rejected", "untouched"] as const)(
  "one that is %s is not the last one: it changed nothing",
  async (as) => {
    const archived = receipt();
    const later = receipt({
      intendedAt: "2015-07-15T13:47:58.000Z",
      ended: { at: "2015-07-15T13:48:58.000Z", as },
    });
    for (const one of [archived, later]) await receipts.write(one);
    expect(await receipts.last()).toEqual(archived);
    expect(await readReceipts(directory, warn)).toEqual([later, archived]);
  },
);

test("of two that ended in the same moment, the last one is the one that was begun later", async () => {
  const early = receipt({ ended: { at: "2015-07-15T13:47:58.000Z", as: "failed" } });
  const late = receipt({ intendedAt: "2015-07-15T13:47:58.000Z", ended: { ...early.ended, as: "archived" } });
  for (const one of [late, early]) await receipts.write(one);
  expect(await receipts.last()).toEqual(late);
  expect(await readReceipts(directory, warn)).toEqual([late, early]);
});

test("one archive that is concluded twice has one receipt, readable by its owner only", async () => {
  await receipts.write(receipt({ ended: { at: "2015-07-14T13:48:58.000Z", as: "unverified" } }));
  await receipts.write(receipt());
  expect(readdirSync(directory)).toHaveLength(1);
  const path = receiptPath(directory, receipt());
  expect(receipts.written).toBe(path);
  expect([statSync(path).mode & 0o777, statSync(directory).mode & 0o777]).toEqual([0o600, 0o700]);
});

test("a file that is no receipt is named, left alone and passed over", async () => {
  await receipts.write(receipt());
  const texts = ["", "{", "null", JSON.stringify({ ...receipt(), ended: { at: "x", as: "archived" } })];
  for (const [index, text] of texts.entries()) {
    writeFileSync(receiptPath(directory, receipt()).replace(".json", `-${index}.json`), text);
  }
  expect(await receipts.last()).toEqual(receipt());
  expect(warnings.sort()).toEqual([
    expect.stringContaining("-0.json is unusable (it is empty)"),
    expect.stringContaining("-1.json is unusable (it is no JSON, or cut off)"),
    expect.stringContaining("-2.json is unusable (it is no journal)"),
    expect.stringContaining("-3.json is unusable (it is no receipt)"),
  ]);
  expect(readdirSync(directory)).toHaveLength(5);
});

test("whatever lies in a file, reading does not throw", async () => {
  mkdirSync(directory);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
      writeFileSync(receiptPath(directory, receipt()), text);
      expect(await receipts.last()).toBeUndefined();
    }),
  );
});
