import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FileLock } from "../../../lib/store/lock/file-lock";
import { age, claimsIn, HERE, seenBy } from "./neighbours";

jest.setTimeout(120_000);

const TSX = require.resolve("tsx");
const WORKER = join(__dirname, "worker.ts");

let root: string;
let folder: string;
const children: ChildProcess[] = [];

function worker(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", TSX, WORKER, folder, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lock-"));
  folder = join(root, "locks", "a-group");
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.kill("SIGKILL")) await once(child, "exit");
  }
  rmSync(root, { recursive: true });
});

test("eight processes that take it twenty times each never overlap and never get stuck, though four are killed", async () => {
  const log = join(root, "log");
  writeFileSync(log, "");
  const dieAt = [0, 0, 0, 0, 0, 5, 10, 20];
  const exits = dieAt.map((round) => once(worker(log, "20", String(round)), "exit"));
  // One more, which is killed at a moment that nobody chose: wherever it is when half of the others' work is done.
  const victim = worker(log, "1000000");
  const killed = once(victim, "exit");
  const lines = (): string[] => readFileSync(log, "utf8").trim().split("\n");
  while (lines().length < 130) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  victim.kill("SIGKILL");
  await killed;
  const signals = (await Promise.all(exits)).map(([, signal]) => signal);
  expect(signals).toEqual(dieAt.map((round) => (round ? "SIGKILL" : null)));

  const killedPids = new Set(children.filter((child) => child.signalCode).map(({ pid }) => String(pid)));
  let inside: string | undefined;
  for (const [index, line] of lines().entries()) {
    const [word, pid] = line.split(" ");
    if (word === "leave") {
      expect({ index, pid }).toEqual({ index, pid: inside });
      inside = undefined;
    } else {
      // Whoever was killed inside never leaves; only its end lets the next one in.
      if (inside !== undefined) expect([...killedPids]).toContain(inside);
      inside = pid;
    }
  }
  const entries = lines().filter((line) => line.startsWith("enter"));
  const expected = dieAt.reduce((sum, round) => sum + (round || 20), 0);
  expect(entries.filter((line) => !line.endsWith(` ${victim.pid}`))).toHaveLength(expected);
});

test("a process that was stopped for longer than its lease knows that it has lost the lock", async () => {
  const child = worker();
  const answers = createInterface(child.stdout as NodeJS.ReadableStream)[Symbol.asyncIterator]();
  const isOurs = async (): Promise<string> => {
    child.stdin?.write("?\n");
    return (await answers.next()).value;
  };
  expect((await answers.next()).value).toBe("held");
  expect(await isOurs()).toBe("true");

  child.kill("SIGSTOP");
  const [claim = ""] = claimsIn(folder);
  age(claim, 61_000);
  const elsewhere = new FileLock(folder, seenBy({ ...HERE, host: "build-8" }));
  expect(await elsewhere.take()).toBeUndefined();
  child.kill("SIGCONT");

  expect(await isOurs()).toBe("false");
  expect(await elsewhere.isOurs()).toBe(true);
  await elsewhere.release();
  expect(readdirSync(join(root, "locks"))).toEqual([]);
});

test("the claim of a killed process is dead at once", async () => {
  const child = worker();
  await once(child.stdout as NodeJS.ReadableStream, "data");
  const lock = new FileLock(folder);
  expect(await lock.take()).toMatchObject({ pid: child.pid, elsewhere: false });
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await lock.take()).toBeUndefined();
  await lock.release();
});
