import { chmodSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder, whyNotOurs } from "../../lib/store/folder";

const ELSEWHERE = "set ARCHIVED_GROUP_STATE_DIR to a folder of your own";
// Not `import`: what is spied on has to be the module that the code under test sees.
const fs: typeof import("node:fs") = require("node:fs");
const here = process as { getuid(): number };

let root: string;
let state: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "folder-"));
  state = join(root, "state");
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

/** Makes this process somebody who is not the owner of what is there. */
function beAnother(): void {
  const { uid } = lstatSync(root);
  jest.spyOn(here, "getuid").mockReturnValue(uid + 1);
}

test("a state directory that is not there yet may be used, also in /tmp, where everybody may write", () => {
  expect(whyNotOurs(state)).toBeUndefined();
  chmodSync(root, 0o1777);
  expect(whyNotOurs(state)).toBeUndefined();
});

test("one of ours may be used, whoever may read it, with its sub-folders and whatever else is in it", () => {
  for (const name of ["journals", "receipts", "locks", "tokens"])
    mkdirSync(join(state, name), { recursive: true });
  chmodSync(state, 0o755);
  mkdirSync(join(state, "notes"));
  chmodSync(join(state, "notes"), 0o777);
  expect(whyNotOurs(state)).toBeUndefined();
});

test.each([0o770, 0o775, 0o702, 0o777, 0o1777])("one that others may write is refused: mode %o", (mode) => {
  mkdirSync(state);
  chmodSync(state, mode);
  expect(whyNotOurs(state)).toBe(
    `other users may write ${state} (mode ${(mode & 0o777).toString(8)}); run chmod go-w on it, or ${ELSEWHERE}`,
  );
});

test("one of another user is refused", () => {
  mkdirSync(state);
  beAnother();
  const { uid } = lstatSync(state);
  expect(whyNotOurs(state)).toBe(
    `${state} belongs to another user (uid ${uid}, and this process runs as uid ${uid + 1}); change its owner with chown, or ${ELSEWHERE}`,
  );
});

test.each(["journals", "receipts", "locks", "tokens"])(
  "%s: the sub-folder is held to the same, and may not be a link",
  (name) => {
    const path = join(state, name);
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o770);
    expect(whyNotOurs(state)).toBe(
      `other users may write ${path} (mode 770); run chmod go-w on it, or ${ELSEWHERE}`,
    );
    rmSync(path, { recursive: true });
    symlinkSync(root, path);
    expect(whyNotOurs(state)).toBe(
      `${path} is a symbolic link, which is not followed; put a folder in its place, or ${ELSEWHERE}`,
    );
    rmSync(path);
    symlinkSync("nowhere", path);
    expect(whyNotOurs(state)).toContain(`${path} is a symbolic link`);
  },
);

describe("a state directory that is a link", () => {
  beforeEach(() => {
    mkdirSync(join(root, "disk"));
    symlinkSync(join(root, "disk"), state);
  });

  test("of ours may be used", () => {
    expect(whyNotOurs(state)).toBeUndefined();
  });

  test("is judged by what it leads to", () => {
    chmodSync(join(root, "disk"), 0o777);
    expect(whyNotOurs(state)).toContain("other users may write");
    rmSync(join(root, "disk"), { recursive: true });
    expect(whyNotOurs(state)).toBeUndefined();
  });

  test("of another user is refused", () => {
    const { lstatSync: look } = fs;
    jest
      .spyOn(fs, "lstatSync")
      .mockImplementation(((path: string) =>
        path === state ? Object.assign(look(path), { uid: 4711 }) : look(path)) as typeof look);
    expect(whyNotOurs(state)).toBe(`the link ${state} belongs to another user (uid 4711); ${ELSEWHERE}`);
  });
});

test("what is no folder is not judged here: it cannot be written, and that is said then", () => {
  writeFileSync(state, "");
  chmodSync(state, 0o666);
  expect(whyNotOurs(state)).toBeUndefined();
  expect(whyNotOurs("/dev/null")).toBeUndefined();
  expect(whyNotOurs(join(state, "below"))).toBeUndefined();
});

test("where there are no users, as on Windows, only links are refused", () => {
  mkdirSync(join(state, "journals"), { recursive: true });
  chmodSync(state, 0o777);
  symlinkSync(root, join(state, "tokens"));
  jest.spyOn(here, "getuid").mockImplementation(undefined as never);
  Object.defineProperty(process, "getuid", { value: undefined, configurable: true });
  try {
    expect(whyNotOurs(state)).toContain(`${join(state, "tokens")} is a symbolic link`);
    rmSync(join(state, "tokens"));
    expect(whyNotOurs(state)).toBeUndefined();
  } finally {
    Reflect.deleteProperty(process, "getuid");
  }
});

test("a folder is made for its owner only, and a link in its place is refused", async () => {
  await makeFolder(join(state, "locks", "a"));
  expect(lstatSync(join(state, "locks", "a")).mode & 0o777).toBe(0o700);
  await makeFolder(join(state, "locks", "a"));
  symlinkSync(root, join(state, "locks", "b"));
  await expect(makeFolder(join(state, "locks", "b"))).rejects.toThrow("is a symbolic link");
});
