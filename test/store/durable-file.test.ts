import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDurably } from "../../lib/store/durable-file";

// Not `import`: what is spied on has to be the module that the code under test sees.
const promises: typeof import("node:fs/promises") = require("node:fs/promises");

let root: string;
/** What was opened and renamed, in order. */
let steps: string[];
/** A folder that cannot be opened. */
let denied: string | undefined;

function short(path: unknown): string {
  return (
    String(path)
      .slice(root.length + 1)
      .replace(/\.[0-9a-f-]{36}$/, " (draft)") || "the root"
  );
}

beforeEach(() => {
  denied = undefined;
  root = mkdtempSync(join(tmpdir(), "durable-"));
  steps = [];
  const { open, rename } = promises;
  jest.spyOn(promises, "rename").mockImplementation((from, to) => {
    steps.push(`rename ${short(from)} to ${short(to)}`);
    return rename(from, to);
  });
  jest.spyOn(promises, "open").mockImplementation(async (path, flags, mode) => {
    if (path === denied) throw new Error("EACCES: permission denied");
    const file = await open(path, flags, mode);
    const sync = file.sync.bind(file);
    file.sync = () => {
      steps.push(`sync ${short(path)}`);
      return sync();
    };
    return file;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

test("a file is written whole, and it, its name and every folder that was made for it survive a power cut", async () => {
  const path = join(root, "state", "journals", "a.json");
  await writeDurably(path, "1\n");
  expect(steps).toEqual([
    "sync state/journals/a.json (draft)",
    "rename state/journals/a.json (draft) to state/journals/a.json",
    "sync state/journals",
    "sync state",
    "sync the root",
  ]);
  expect(readFileSync(path, "utf8")).toBe("1\n");
  expect(readdirSync(join(root, "state", "journals"))).toEqual(["a.json"]);
});

test("where the folder is there already, only that is synced", async () => {
  await writeDurably(join(root, "a.json"), "1\n");
  expect(steps).toEqual(["sync a.json (draft)", "rename a.json (draft) to a.json", "sync the root"]);
});

test("a folder above it that cannot be opened is no reason to fail", async () => {
  denied = root;
  await writeDurably(join(root, "state", "a.json"), "1\n");
  expect(readdirSync(join(root, "state"))).toEqual(["a.json"]);
});

test("a link in its place is replaced, and what it leads to stays as it is", async () => {
  const precious = join(root, "precious");
  const path = join(root, "a.json");
  writeFileSync(precious, "mine");
  symlinkSync(precious, path);
  await writeDurably(path, "1\n");
  expect(readFileSync(precious, "utf8")).toBe("mine");
  expect(lstatSync(path).isSymbolicLink()).toBe(false);
  expect(readFileSync(path, "utf8")).toBe("1\n");
});

test("what cannot be put in its place leaves no draft", async () => {
  const path = join(root, "a.json");
  mkdirSync(join(path, "inside"), { recursive: true });
  await expect(writeDurably(path, "1\n")).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(root)).toEqual(["a.json"]);
});
