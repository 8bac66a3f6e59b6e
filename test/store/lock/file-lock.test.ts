import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClaimFolder } from "../../../lib/store/lock/claim-folder";
import { FileLock } from "../../../lib/store/lock/file-lock";
import type { ProcessIdentity } from "../../../lib/store/lock/process-identity";
import { age, claimsIn, HERE, pidIn, plant, seenBy } from "./neighbours";

const NEIGHBOUR = { ...HERE, pid: 200, startTime: "6000" };
const CONTAINER = { ...HERE, pid: 1, pidNamespace: "pid:[2]", host: "3f2a" };
const NOW = Date.parse("2015-07-14T13:47:58Z");

let root: string;
let folder: string;
const taken: FileLock[] = [];

/** By the clock that nobody sets, in ms. */
let elapsed: number;

function lockOf(own: ProcessIdentity = HERE, running?: Record<number, string>): FileLock {
  const lock = new FileLock(
    folder,
    seenBy(own, running),
    () => NOW,
    () => elapsed,
  );
  taken.push(lock);
  return lock;
}

function theClaim(): string {
  const [path = "none", ...others] = claimsIn(folder);
  expect(others).toEqual([]);
  return path;
}

/** Resolves for everybody when the last one has come. */
function meeting(size: number): () => Promise<void> {
  let start = (): void => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  let present = 0;
  return () => {
    present += 1;
    if (present === size) start();
    return started;
  };
}

beforeEach(() => {
  elapsed = 0;
  root = mkdtempSync(join(tmpdir(), "lock-"));
  folder = join(root, "state", "locks", "a-group");
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  for (const lock of taken.splice(0)) lock.releaseNow();
  rmSync(root, { recursive: true });
});

test("who comes second is told who holds the lock, and gets it after the release", async () => {
  const first = lockOf();
  const second = lockOf(NEIGHBOUR);
  expect(await first.take()).toBeUndefined();
  expect(await second.take()).toEqual({
    pid: 100,
    host: "build-7",
    since: "2015-07-14T13:47:58.000Z",
    elsewhere: false,
  });
  expect(pidIn(theClaim())).toBe(100);
  expect([await first.isOurs(), await second.isOurs()]).toEqual([true, false]);
  await first.release();
  expect(await second.take()).toBeUndefined();
  expect([await first.isOurs(), await second.isOurs()]).toEqual([false, true]);
});

test("the release leaves nothing behind, and may come twice", async () => {
  const lock = lockOf();
  await lock.take();
  await lock.release();
  expect(readdirSync(join(root, "state", "locks"))).toEqual([]);
  await lock.release();
  await lock.take();
  lock.releaseNow();
  expect(readdirSync(join(root, "state", "locks"))).toEqual([]);
});

test("a release leaves the claims of others alone", async () => {
  const lock = lockOf();
  await lock.take();
  plant(join(folder, "other"), NEIGHBOUR);
  await lock.release();
  expect(readdirSync(folder)).toEqual(["other"]);
});

test("files and folders are the owner's only, whatever the umask", async () => {
  const umask = process.umask(0o000);
  try {
    await lockOf().take();
  } finally {
    process.umask(umask);
  }
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(root, "state")).mode & 0o777).toBe(0o700);
  expect(statSync(theClaim()).mode & 0o777).toBe(0o600);
});

test("a lock that is ours is taken once", async () => {
  const lock = lockOf();
  await lock.take();
  const claim = theClaim();
  expect(await lock.take()).toBeUndefined();
  expect(theClaim()).toBe(claim);
});

test("two locks of one process keep each other off as well", async () => {
  await lockOf().take();
  expect(await lockOf().take()).toMatchObject({ pid: 100, elsewhere: false });
});

test("two that see each other both get nothing, and leave nothing", async () => {
  const list = ClaimFolder.prototype.list;
  const bothPut = meeting(2);
  const bothListed = meeting(2);
  jest.spyOn(ClaimFolder.prototype, "list").mockImplementation(async function (this: ClaimFolder) {
    await bothPut();
    const files = await list.call(this);
    await bothListed();
    return files;
  });
  const holders = await Promise.all([lockOf().take(), lockOf(NEIGHBOUR).take()]);
  expect(holders).toMatchObject([{ pid: 200 }, { pid: 100 }]);
  expect(readdirSync(join(root, "state", "locks"))).toEqual([]);
});

test.each<[string, ProcessIdentity | string, number]>([
  ["a process that ended", { ...NEIGHBOUR, pid: 201 }, 0],
  ["a process whose pid is used again", { ...NEIGHBOUR, startTime: "1" }, 0],
  ["a process from before the reboot", { ...NEIGHBOUR, boot: "boot-0" }, 3_601_000],
  ["a container whose lease is over", CONTAINER, 61_000],
  ["nobody knows whom, for longer than a lease", '{"by":', 61_000],
])("the claim of %s is taken away, and the lock is free", async (_, claim, agoMs) => {
  mkdirSync(folder, { recursive: true });
  plant(join(folder, "other"), claim, agoMs);
  expect(await lockOf().take()).toBeUndefined();
  expect(pidIn(theClaim())).toBe(100);
});

test.each<[string, ProcessIdentity | string, number, object]>([
  ["a process that runs", NEIGHBOUR, 3_601_000, { pid: 200, host: "build-7", elsewhere: false }],
  ["a container in its lease", CONTAINER, 59_000, { pid: 1, host: "3f2a", elsewhere: true }],
  ["nobody knows whom", '{"by":', 0, { pid: 0, host: "unknown", elsewhere: true }],
  ["nobody at all, yet", "", 0, { pid: 0, host: "unknown", elsewhere: true }],
])("the claim of %s keeps the lock", async (_, claim, agoMs, holder) => {
  mkdirSync(folder, { recursive: true });
  plant(join(folder, "other"), claim, agoMs);
  const since = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
  expect(await lockOf().take()).toEqual({ since, ...holder });
  expect(readdirSync(folder)).toEqual(["other"]);
});

describe("a claim with a time to come", () => {
  const TO_COME = -365 * 86_400_000;

  test.each<[string, ProcessIdentity | string]>([
    ["of a container", CONTAINER],
    ["of a machine from before its reboot", { ...NEIGHBOUR, boot: "boot-0" }],
    ["of nobody knows whom", '{"by":'],
  ])("%s blocks for no longer than a lease, as this process sees it stand still", async (_, claim) => {
    mkdirSync(folder, { recursive: true });
    plant(join(folder, "other"), claim, TO_COME);
    const lock = lockOf();
    expect(await lock.take()).toMatchObject({ elsewhere: true });
    elapsed += 60_000;
    expect(await lock.take()).toMatchObject({ elsewhere: true });
    elapsed += 1;
    expect(await lock.take()).toBeUndefined();
    expect(pidIn(theClaim())).toBe(100);
  });

  test("that is renewed meanwhile keeps the lock", async () => {
    mkdirSync(folder, { recursive: true });
    plant(join(folder, "other"), CONTAINER, TO_COME);
    const lock = lockOf();
    for (let renewals = 0; renewals < 10; renewals += 1) {
      expect(await lock.take()).toMatchObject({ host: "3f2a" });
      plant(join(folder, "other"), CONTAINER, TO_COME - 15_000 * renewals);
      elapsed += 59_000;
    }
  });

  test("of a process that runs keeps the lock, however long that is", async () => {
    mkdirSync(folder, { recursive: true });
    plant(join(folder, "other"), NEIGHBOUR, TO_COME);
    const lock = lockOf();
    await lock.take();
    elapsed += 3_600_000;
    expect(await lock.take()).toMatchObject({ pid: 200, elsewhere: false });
  });
});

test.each<[string, (path: string) => unknown]>([
  ["a pipe", (path) => execFileSync("mkfifo", [path])],
  ["a link to a claim", (path) => symlinkSync(join(root, "a-claim"), path)],
  ["a link to what never ends", (path) => symlinkSync("/dev/zero", path)],
  ["a gigabyte", (path) => sparse(path)],
])("%s among the claims counts for a lease, and is taken away after it", async (_, make) => {
  mkdirSync(folder, { recursive: true });
  plant(join(root, "a-claim"), NEIGHBOUR);
  make(join(folder, "other"));
  const lock = lockOf();
  expect(await lock.take()).toMatchObject({ pid: 0, host: "unknown", elsewhere: true });
  elapsed += 61_000;
  expect(await lock.take()).toBeUndefined();
  expect(pidIn(theClaim())).toBe(100);
  expect(pidIn(join(root, "a-claim"))).toBe(200);
});

test("a folder among the claims keeps nobody off for longer than a lease", async () => {
  mkdirSync(join(folder, "other"), { recursive: true });
  const lock = lockOf();
  expect(await lock.take()).toMatchObject({ pid: 0, elsewhere: true });
  elapsed += 61_000;
  expect(await lock.take()).toBeUndefined();
  await lock.release();
  rmSync(join(folder, "other"), { recursive: true });
});

test("a link in the place of the folder is refused, and nothing is put where it leads", async () => {
  mkdirSync(join(root, "state", "locks"), { recursive: true });
  mkdirSync(join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), folder);
  await expect(lockOf().take()).rejects.toThrow(`${folder} is a symbolic link`);
  expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
});

function sparse(path: string): void {
  writeFileSync(path, "");
  truncateSync(path, 1024 ** 3);
}

test("of several claims, the one that was first is named", async () => {
  const holder = lockOf(NEIGHBOUR, { 100: "5000", 200: "6000", 300: "7000" });
  await holder.take();
  const later = { by: { ...HERE, pid: 300, startTime: "7000" }, since: "2015-07-14T13:47:59.000Z" };
  writeFileSync(join(folder, "0"), JSON.stringify(later));
  writeFileSync(join(folder, "z"), JSON.stringify(later));
  expect(await lockOf(HERE, { 200: "6000", 300: "7000" }).take()).toMatchObject({ pid: 200 });
});

test("a draft keeps nobody off; that of a process that was killed meanwhile is taken away", async () => {
  mkdirSync(folder, { recursive: true });
  plant(join(folder, "living.draft"), NEIGHBOUR);
  plant(join(folder, "killed.draft"), { ...NEIGHBOUR, startTime: "5999" });
  plant(join(folder, "begun.draft"), "{");
  plant(join(folder, "given-up.draft"), "{", 61_000);
  expect(await lockOf().take()).toBeUndefined();
  const names = readdirSync(folder).filter((name) => name.endsWith(".draft"));
  expect(names.sort()).toEqual(["begun.draft", "living.draft"]);
});

test("the clock of this machine does not count, only that of the file system", async () => {
  const now = jest.spyOn(Date, "now").mockReturnValue(0);
  await lockOf(CONTAINER).take();
  now.mockReturnValue(NOW * 2);
  expect(await lockOf().take()).toMatchObject({ host: "3f2a", elsewhere: true });
});

test("each look at it renews the lease", async () => {
  const lock = lockOf();
  await lock.take();
  age(theClaim(), 59_000);
  const text = readFileSync(theClaim(), "utf8");
  expect(await lock.isOurs()).toBe(true);
  expect(Date.now() - statSync(theClaim()).mtimeMs).toBeLessThan(30_000);
  expect(readFileSync(theClaim(), "utf8")).toBe(text);
});

test("the lease is renewed every 15 s, until the release", async () => {
  jest.useFakeTimers({ doNotFake: ["Date", "nextTick", "queueMicrotask", "setImmediate", "setTimeout"] });
  const lock = lockOf();
  await lock.take();
  const claim = theClaim();
  age(claim, 30_000);
  jest.advanceTimersByTime(15_000);
  while (Date.now() - statSync(claim).mtimeMs > 20_000) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await lock.release();
  expect(jest.getTimerCount()).toBe(0);
});

test("a lease that is over is lost for good, even if nobody has come yet", async () => {
  const lock = lockOf();
  await lock.take();
  age(theClaim(), 61_000);
  // The timer of a process that was stopped may come first, and must not make it look well.
  expect(await Promise.all([lock.isOurs(), lock.isOurs()])).toEqual([false, false]);
  expect(readdirSync(join(root, "state", "locks"))).toEqual([]);
  expect(await lock.take()).toBeUndefined();
  expect(await lock.isOurs()).toBe(true);
});

test("a claim that somebody took away is a lost lock", async () => {
  const lock = lockOf();
  await lock.take();
  rmSync(theClaim());
  expect(await lock.isOurs()).toBe(false);
});

test("a file system that does not answer now is not trusted, and may answer later", async () => {
  const lock = lockOf();
  await lock.take();
  jest.spyOn(ClaimFolder.prototype, "renew").mockRejectedValueOnce(new Error("EIO: i/o error"));
  expect(await lock.isOurs()).toBe(false);
  expect(await lock.isOurs()).toBe(true);
});

test("who was taken for dead before it looked has no lock yet, and tries again", async () => {
  const list = ClaimFolder.prototype.list;
  jest.spyOn(ClaimFolder.prototype, "list").mockImplementationOnce(function (this: ClaimFolder) {
    rmSync(folder, { recursive: true });
    return list.call(this);
  });
  const lock = lockOf();
  expect(await lock.take()).toBeUndefined();
  expect(pidIn(theClaim())).toBe(100);
  expect(await lock.isOurs()).toBe(true);
});

test("a folder that cannot be written is named in one sentence", async () => {
  writeFileSync(join(root, "state"), "a file");
  await expect(lockOf().take()).rejects.toThrow(
    new RegExp(`^the lock folder ${folder} cannot be written \\(ENOTDIR: [^\\n]*\\)$`),
  );
});

test("a folder that cannot be read leaves no claim of ours", async () => {
  jest.spyOn(ClaimFolder.prototype, "list").mockRejectedValueOnce(new Error("EMFILE: too many open files"));
  await expect(lockOf().take()).rejects.toThrow("EMFILE");
  expect(readdirSync(join(root, "state", "locks"))).toEqual([]);
});
