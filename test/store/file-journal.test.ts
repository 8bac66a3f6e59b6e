import { execFileSync } from "node:child_process";
import {
  chmodSync,
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
import type { JournalEntry } from "../../lib/archival/journal";
import { FileJournal } from "../../lib/store/file-journal";
import { GROUP_ID } from "../archival/support/fake-platform";

const ENDPOINT = "https://ctl.example";
const TARGET = { accountAlias: "ALTD", groupId: GROUP_ID };
const ENTRY: JournalEntry = {
  version: 1,
  action: "archive",
  endpoint: ENDPOINT,
  ...TARGET,
  groupName: 'Web "Applications" – ñ',
  subGroups: ["31d13f501459411ba59304f3d47486eb"],
  servers: ["de1altdweb01"],
  intendedAt: "2015-07-14T13:47:58.000Z",
  submittedAt: "2015-07-14T13:47:59.000Z",
  operation: { id: "de1-81787", href: "/v2/operations/altd/status/de1-81787" },
  transitions: [{ at: "2015-07-14T13:48:00.000Z", status: "executing" }],
  runs: [{ startedAt: "2015-07-14T13:47:57.000Z", actor: "demo", waits: 3, waitedMs: 1_500, troubles: 0 }],
};

let root: string;
let directory: string;
let warnings: string[];
let journal: FileJournal;

function journalOf(endpoint = ENDPOINT, target = TARGET): FileJournal {
  return new FileJournal(directory, endpoint, target, (sentence) => warnings.push(sentence));
}

/** Puts a text where the journal is kept. */
function plant(text: string | Buffer): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(journal.location, text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "journal-"));
  directory = join(root, "state", "journals");
  warnings = [];
  journal = journalOf();
});
afterEach(() => rmSync(root, { recursive: true }));

test("what was written is read, by another process as well", async () => {
  await journal.write(ENTRY);
  expect(await journalOf().read()).toEqual(ENTRY);
  expect(await journalOf().peek()).toEqual(ENTRY);
  const { operation: _, submittedAt: __, ...intent } = ENTRY;
  await journal.write(intent);
  expect(await journalOf().read()).toEqual(intent);
  expect(warnings).toEqual([]);
});

test("an entry of a restore is read as one, and one that does not say what it is of as one of an archive", async () => {
  const restore = { ...ENTRY, action: "restore" as const, targetGroupId: "0".repeat(32) };
  await journal.write(restore);
  expect(await journalOf().read()).toEqual(restore);
  const { action: _, ...old } = ENTRY;
  plant(JSON.stringify(old));
  expect(await journal.read()).toEqual(ENTRY);
  expect(warnings).toEqual([]);
});

test("nothing was written yet: nothing is read, made or warned of", async () => {
  expect(await journal.exists()).toBe(false);
  expect(await journal.read()).toBeUndefined();
  expect(readdirSync(root)).toEqual([]);
  expect(warnings).toEqual([]);
});

test("files and folders are the owner's only, whatever the umask and however wide the file was", async () => {
  const umask = process.umask(0o000);
  try {
    await journal.write(ENTRY);
    chmodSync(journal.location, 0o666);
    await journal.write(ENTRY);
  } finally {
    process.umask(umask);
  }
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect([journal.location, directory, dirname(directory)].map(mode)).toEqual(["600", "700", "700"]);
});

test("many writes at once leave one whole entry and nothing else", async () => {
  const entries = Array.from({ length: 20 }, (_, index) => ({
    ...ENTRY,
    groupName: "x".repeat(index * 500),
  }));
  await Promise.all(entries.map((entry) => journal.write(entry)));
  expect(entries).toContainEqual(await journal.read());
  expect(readdirSync(directory)).toHaveLength(1);
});

test("endpoints, accounts and groups have journals of their own, plain http and https as well", () => {
  const locations = [
    journal,
    journalOf("http://ctl.example"),
    journalOf("https://ctl.example:8443"),
    journalOf("http://[::1]:4000"),
    journalOf(ENDPOINT, { ...TARGET, accountAlias: "ALT2" }),
    journalOf(ENDPOINT, { ...TARGET, groupId: "0".repeat(32) }),
  ].map(({ location }) => location);
  expect(new Set(locations).size).toBe(locations.length);
  for (const location of locations) expect(location).toMatch(/^[\w.%/-]+\.json$/);
});

describe("a journal that is unusable is moved aside with one warning", () => {
  const json = JSON.stringify(ENTRY);
  const changed = (facts: object) => JSON.stringify({ ...ENTRY, ...facts });
  test.each([
    ["empty", ""],
    ["truncated", json.slice(0, 100)],
    ["no JSON", "\0\0\0\0"],
    ["null", "null"],
    ["a list", `[${json}]`],
    ["of another version", changed({ version: 2 })],
    ["of another endpoint", changed({ endpoint: "https://other.example" })],
    ["of another account", changed({ accountAlias: "OTHR" })],
    ["of another group", changed({ groupId: "0".repeat(32) })],
    ["of an action that nobody knows", changed({ action: "delete" })],
    ["with a parent that is none", changed({ parentId: 7 })],
    ["with a target that is none", changed({ targetGroupId: null })],
    ["with a target that is a command", changed({ action: "restore", targetGroupId: "$(reboot)" })],
    ["with servers that are none", changed({ servers: [1] })],
    ["with an operation without id", changed({ operation: { href: "/v2/" } })],
    ["with an operation of null", changed({ operation: null })],
    ["with a time that is none", changed({ intendedAt: "yesterday" })],
    ["with a transition that is none", changed({ transitions: [{ at: "never", status: "executing" }] })],
    ["with a run that is none", changed({ runs: [{ startedAt: ENTRY.intendedAt, waits: "3" }] })],
    ["with an operation whose id is half a character", changed({ operation: { id: "\ud83d", href: "" } })],
    ["with an operation whose id is a path", changed({ operation: { id: "../../x", href: "" } })],
    [
      "with a link without an end",
      changed({ operation: { id: "de1-1", href: `/v2/${"x".repeat(10_000)}` } }),
    ],
    ["with a server whose id is half a character", changed({ servers: ["\ud83d"] })],
    ["with a server whose id is a path", changed({ servers: ["a/b"] })],
    ["with a name without an end", changed({ groupName: "x".repeat(10_001) })],
    ["with a million servers", changed({ servers: Array(1_000_000).fill("a") })],
    ["with a million sub-groups", changed({ subGroups: Array(1_000_000).fill("") })],
    ["larger than any group", changed({ more: "x".repeat(8 * 1024 * 1024) })],
    ["nested without an end", `{"more":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`],
    [
      "with a part that is nested without an end",
      `${json.slice(0, -1)},"more":${"[".repeat(9_999)}1${"]".repeat(9_999)}}`,
    ],
    ["one long text", JSON.stringify("x".repeat(4_000_000))],
    ["one long list", JSON.stringify(Array(1_000_000).fill(0))],
  ])("%s", async (_, text) => {
    plant(text);
    expect(await journal.read()).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining(journal.location)]);
    expect(await journal.exists()).toBe(false);
    expect(readFileSync(`${journal.location}.unusable`, "utf8")).toBe(text);
    await journal.write(ENTRY);
    expect(await journal.read()).toEqual(ENTRY);
    expect(warnings).toHaveLength(1);
  });

  test("but left where it is for who only looks", async () => {
    const newer = changed({ version: 2 });
    plant(newer);
    expect(await journal.peek()).toBe("unusable");
    expect(warnings).toEqual([
      `the journal ${journal.location} is unusable (its version is 2, and this release reads version 1); the next run moves it aside and looks at the group instead`,
    ]);
    expect(readFileSync(journal.location, "utf8")).toBe(newer);
    expect(readdirSync(directory)).toHaveLength(1);
  });

  test("a folder in its place", async () => {
    mkdirSync(journal.location, { recursive: true });
    expect(await journal.read()).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(/it is a folder.*was moved to/)]);
    await journal.write(ENTRY);
    expect(await journal.read()).toEqual(ENTRY);
  });
});

describe("what is no regular file is moved aside, not followed and not waited for:", () => {
  test.each<[string, () => unknown, string]>([
    ["a link to a journal", () => symlinkSync(plantElsewhere(), journal.location), "it is a symbolic link"],
    ["a link to what never ends", () => symlinkSync("/dev/zero", journal.location), "it is a symbolic link"],
    ["a pipe", () => execFileSync("mkfifo", [journal.location]), "it is not a regular file"],
  ])("%s", async (_, make, reason) => {
    mkdirSync(directory, { recursive: true });
    make();
    expect(await journal.peek()).toBe("unusable");
    expect(await journal.read()).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringContaining(`(${reason}); the next run moves it aside`),
      expect.stringContaining(`(${reason}) and was moved to`),
    ]);
    await journal.write(ENTRY);
    expect(await journal.read()).toEqual(ENTRY);
  });

  test("also where it came after the journal was read: what a link leads to is not written", async () => {
    const elsewhere = plantElsewhere();
    mkdirSync(directory, { recursive: true });
    symlinkSync(elsewhere, journal.location);
    await journal.write({ ...ENTRY, groupName: "Other" });
    expect(JSON.parse(readFileSync(elsewhere, "utf8"))).toEqual(ENTRY);
    expect(await journal.read()).toEqual({ ...ENTRY, groupName: "Other" });
  });

  function plantElsewhere(): string {
    const path = join(root, "precious.json");
    writeFileSync(path, JSON.stringify(ENTRY));
    return path;
  }
});

test("an entry of the largest group that can be read is written and read, and one that could not be read is not written", async () => {
  const servers = Array.from({ length: 35_000 }, (_, index) => `de1altd${"x".repeat(80)}${index}`);
  await journal.write({ ...ENTRY, servers });
  expect((await journal.read())?.servers).toHaveLength(35_000);
  const more = Array.from({ length: 3 }, () => servers).flat();
  await expect(journal.write({ ...ENTRY, servers: more })).rejects.toThrow(
    "it would be larger than 8192 KiB",
  );
  expect((await journal.read())?.servers).toHaveLength(35_000);
});

test("a directory that is none gives one warning that claims nothing, and no entry", async () => {
  writeFileSync(join(root, "state"), "");
  expect(await journal.read()).toBeUndefined();
  expect(warnings).toEqual([expect.stringMatching(/ENOTDIR/)]);
  expect(warnings[0]).not.toContain("moved");
  await expect(journal.write(ENTRY)).rejects.toThrow(/ENOTDIR|EEXIST/);
});

test("a journal of a newer release says so, and what is cleared is gone", async () => {
  plant(JSON.stringify({ ...ENTRY, version: 2 }));
  expect(await journal.read()).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining("(its version is 2, and this release reads version 1)")]);
  await journal.write(ENTRY);
  await journal.clear();
  expect(await journal.exists()).toBe(false);
  await journal.clear();
});

/** Holds for every entry that may be read. */
function expectValid(entry: JournalEntry): void {
  const isTime = (text: string) => expect(Date.parse(text)).not.toBeNaN();
  expect(["archive", "restore"]).toContain(entry.action);
  expect(entry).toMatchObject({ version: 1, endpoint: ENDPOINT, ...TARGET, groupName: expect.any(String) });
  // What becomes a path has to be able to.
  for (const id of [...entry.servers, entry.operation?.id ?? "none"]) expect(encodeURIComponent(id)).toBe(id);
  // It is written again with whatever else it holds.
  expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
  isTime(entry.intendedAt);
  if (entry.submittedAt !== undefined) isTime(entry.submittedAt);
  if (entry.operation !== undefined) {
    expect(entry.operation).toMatchObject({ id: expect.any(String), href: expect.any(String) });
  }
  for (const { at, status } of entry.transitions) {
    isTime(at);
    expect(typeof status).toBe("string");
  }
  for (const { startedAt } of entry.runs) isTime(startedAt);
}

describe("whatever lies in the file, reading neither throws nor yields an invalid entry:", () => {
  async function check(text: string | Buffer): Promise<void> {
    plant(text);
    const entry = await journal.read();
    if (entry) expectValid(entry);
  }

  test("bytes", async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array(), (bytes) => check(Buffer.from(bytes))));
  });

  test("JSON", async () => {
    await fc.assert(fc.asyncProperty(fc.json(), check));
  });

  test("an entry with some of its parts replaced", async () => {
    const ids = fc.array(
      fc.string({ unit: fc.oneof(fc.constantFrom("\ud83d", "/", ".", "%"), fc.string({ unit: "binary" })) }),
    );
    const part = fc.oneof(fc.jsonValue(), fc.constant(ENTRY.intendedAt), ids, fc.string({ unit: "binary" }));
    const mutation = fc.dictionary(fc.constantFrom(...Object.keys(ENTRY)), part, { maxKeys: 3 });
    const transitions = fc.array(fc.record({ at: part, status: part }, { requiredKeys: [] }));
    const runs = fc.array(fc.record({ startedAt: part, waits: part }, { requiredKeys: [] }));
    const operation = fc.record({ id: part, href: part }, { requiredKeys: [] });
    const nested = fc.record({ transitions, runs, operation }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(mutation, nested, (parts, more) =>
        check(JSON.stringify({ ...ENTRY, ...parts, ...more })),
      ),
    );
  });
});
