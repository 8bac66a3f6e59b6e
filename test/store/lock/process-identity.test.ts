import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { type Processes, processesHere } from "../../../lib/store/lock/process-identity";

let here: Processes;
beforeEach(() => {
  here = processesHere();
});

test("a process knows itself, and always by the same words", () => {
  expect(here.own).toMatchObject({ pid: process.pid, host: hostname() });
  expect(processesHere().own).toEqual(here.own);
  expect(here.uptimeMs()).toBeGreaterThan(process.uptime() * 1_000);
});

const withProc = (): void => {
  test("a process knows its boot, its namespace and its start", () => {
    expect(here.own).toMatchObject({
      boot: expect.stringMatching(/^[0-9a-f-]{36}$/),
      pidNamespace: expect.stringMatching(/^pid:\[\d+\]$/),
      startTime: expect.stringMatching(/^\d+$/),
    });
    expect(here.startTimeOf(process.pid)).toBe(here.own.startTime);
  });

  test("a name with spaces and parentheses hides no start time", async () => {
    const child = spawn("sh", ["-c", 'echo "a) Z (b" > /proc/$$/comm; echo ready; read wait']);
    await once(child.stdout, "data");
    expect(Number(here.startTimeOf(child.pid ?? 0))).toBeGreaterThanOrEqual(Number(here.own.startTime));
    child.stdin.end();
    await once(child, "exit");
  });

  test("a process that ended does not run, whether or not anybody waited for it", async () => {
    // `cat` takes the shell's place before the shell's child ends, and never waits for it.
    const child = "(until grep -q cat /proc/$$/comm; do :; done)";
    const parent = spawn("sh", ["-c", `${child} & echo $!; exec cat`]);
    const [pid] = await once(parent.stdout, "data");
    const zombie = Number(String(pid));
    while (here.startTimeOf(zombie) !== undefined) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(existsSync(`/proc/${zombie}`)).toBe(true);
    parent.stdin.end();
    await once(parent, "exit");
    expect(here.startTimeOf(parent.pid ?? 0)).toBeUndefined();
  });
};

const withoutProc = (): void => {
  test("a process claims to know no boot, namespace or start, of itself or others", () => {
    expect(here.own).not.toHaveProperty("boot");
    expect(here.own).not.toHaveProperty("pidNamespace");
    expect(here.own).not.toHaveProperty("startTime");
    expect(here.startTimeOf(process.pid)).toBeUndefined();
  });
};

if (existsSync("/proc/self/stat")) describe("with /proc, as on Linux", withProc);
else describe("without /proc, as on macOS", withoutProc);
