import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDurably } from "../../lib/archival/durable-file";

// Not `import`: what is spied on has to be the module that the code under test sees.
const fs: typeof import("node:fs") = require("node:fs");
const promises: typeof import("node:fs/promises") = require("node:fs/promises");

let root: string;
/** What was synced and renamed, in order. */
let steps: string[];
/** A folder that can not be opened. */
let denied: string | undefined;

beforeEach(() => {
  denied = undefined;
  root = mkdtempSync(join(tmpdir(), "durable-"));
  steps = [];
  const { fsync, rename } = fs;
  const { open } = promises;
  jest.spyOn(fs, "fsync").mockImplementation((descriptor, done) => {
    steps.push("sync the file");
    fsync(descriptor, done);
  });
  jest.spyOn(fs, "rename").mockImplementation((from, to, done) => {
    steps.push("rename it");
    rename(from, to, done);
  });
  jest.spyOn(promises, "open").mockImplementation(async (path, flags, mode) => {
    if (path === denied) throw new Error("EACCES: permission denied");
    steps.push(`sync ${String(path).slice(root.length + 1) || "the root"}`);
    return open(path, flags, mode);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

test("a file is written whole, and it, its name and every folder that was made for it survive a power cut", async () => {
  const path = join(root, "state", "journals", "a.json");
  await writeDurably(path, "1\n");
  expect(steps).toEqual(["sync the file", "rename it", "sync state/journals", "sync state", "sync the root"]);
  expect(readFileSync(path, "utf8")).toBe("1\n");
  expect(readdirSync(join(root, "state", "journals"))).toEqual(["a.json"]);
});

test("where the folder is there already, only that is synced", async () => {
  await writeDurably(join(root, "a.json"), "1\n");
  expect(steps).toEqual(["sync the file", "rename it", "sync the root"]);
});

test("a folder above it that can not be opened is no reason to fail", async () => {
  denied = root;
  await writeDurably(join(root, "state", "a.json"), "1\n");
  expect(readdirSync(join(root, "state"))).toEqual(["a.json"]);
});
