import { execFileSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Stage } from "../hook/stage";

// Not `import`: what is spied on has to be the module that the code under test sees.
const promises: typeof import("node:fs/promises") = require("node:fs/promises");
const here = process as { getuid(): number };

let stage: Stage;
let state: string;

beforeEach(async () => {
  stage = await Stage.set();
  state = stage.stateDirectory;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stage.strike();
});

/** Every command that reads or writes the state directory. */
const COMMANDS = ["archive", "restore", "status", "receipts"] as const;

describe.each(COMMANDS)("%s in a state directory that is not to be trusted", (command) => {
  test.each<[string, () => unknown, string]>([
    [
      "others may write it",
      () => chmodSync(state, 0o777),
      "other users may write STATE (mode 777); run chmod go-w on it",
    ],
    [
      "others may write a sub-folder",
      () => mkdirSync(join(state, "receipts")) ?? chmodSync(join(state, "receipts"), 0o770),
      "other users may write STATE/receipts (mode 770); run chmod go-w on it",
    ],
    [
      "it belongs to somebody else",
      () => jest.spyOn(here, "getuid").mockReturnValue(lstatSync(state).uid + 1),
      "STATE belongs to another user",
    ],
    [
      "a sub-folder is a link",
      () => mkdirSync(join(state, "other")) ?? symlinkSync(join(state, "other"), join(state, "tokens")),
      "STATE/tokens is a symbolic link, which is not followed",
    ],
  ])("ends with one sentence and 2, and asks nobody: %s", async (_, spoil, sentence) => {
    spoil();
    const before = readdirSync(state, { recursive: true });
    const { code, text } = await stage[command]();
    expect(text.replaceAll(state, "STATE")).toMatch(
      new RegExp(`^error: the state directory cannot be used: ${sentence.replace(/[()]/g, "\\$&")}.*\\n$`),
    );
    expect(code).toBe(2);
    expect(stage.emulator.events).toEqual([]);
    expect(readdirSync(state, { recursive: true })).toEqual(before);
  });
});

test("what is no file of ours in the state directory costs no more than a look, and is never written", async () => {
  const precious = join(state, "precious");
  writeFileSync(precious, "mine");
  await stage.archive();
  await stage.emulator.restoreGroup("2a5c0b9662cf4fc8bf6180f139facdc0");
  const [receipt = ""] = readdirSync(join(state, "receipts"));
  const [token = ""] = readdirSync(join(state, "tokens"));
  const journal = `${receipt.slice(0, receipt.indexOf("-20"))}.json`;
  for (const path of [join("receipts", receipt), join("tokens", token)]) rmSync(join(state, path));
  symlinkSync(precious, join(state, "receipts", receipt));
  symlinkSync(precious, join(state, "tokens", token));
  execFileSync("mkfifo", [join(state, "journals", journal)]);
  const { code, text } = await stage.archive();
  expect(text).toContain(`${journal} is unusable (it is not a regular file) and was moved to`);
  expect(text).toContain(`${receipt} is unusable (it is a symbolic link)`);
  expect(text).toContain("was seen archived");
  expect(code).toBe(0);
  expect(readFileSync(precious, "utf8")).toBe("mine");
});

describe("where nothing can be written, one sentence says so, and nothing is sent:", () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      "a file in the place of the receipts",
      () => writeFileSync(join(state, "receipts"), ""),
      /STATE\/receipts cannot be written \((EEXIST|ENOTDIR): .*\)/,
    ],
    [
      "a pipe in the place of the journals",
      () => execFileSync("mkfifo", [join(state, "journals")]),
      /STATE\/journals cannot be written \((EEXIST|ENOTDIR): .*\)/,
    ],
    [
      "a disk that may only be read",
      () => jest.spyOn(promises, "access").mockRejectedValue(new Error("EROFS: read-only file system")),
      /STATE\/journals cannot be written \(EROFS: read-only file system\)/,
    ],
  ])("%s", async (_, spoil, sentence) => {
    spoil();
    const { code, text } = await stage.archive();
    expect(text.replaceAll(state, "STATE")).toMatch(
      new RegExp(`^error: ${sentence.source}; this run sent nothing\\n$`),
    );
    expect(code).toBe(1);
    expect(stage.emulator.events).toEqual([]);
  });

  test.each(["locks", "journals"])("a disk that is full when something comes to %s", async (folder) => {
    const { open, writeFile } = promises;
    const full = (path: unknown): void => {
      if (String(path).startsWith(join(state, folder, "/")))
        throw new Error("ENOSPC: no space left on device");
    };
    jest.spyOn(promises, "open").mockImplementation(async (path, flags, mode) => {
      if (flags === "wx") full(path);
      return open(path, flags, mode);
    });
    jest.spyOn(promises, "writeFile").mockImplementation(async (path, ...rest) => {
      full(path);
      return writeFile(path, ...rest);
    });
    const { code, text } = await stage.archive();
    expect(text).toContain("cannot be written (ENOSPC: no space left on device)");
    expect(text).toContain("platform now  this run sent nothing");
    expect(code).toBe(1);
    expect(stage.emulator.acceptedArchives()).toEqual([]);
    expect(readdirSync(join(state, "journals"))).toEqual([]);
  });
});
