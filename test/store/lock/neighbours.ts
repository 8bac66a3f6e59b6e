import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Processes, ProcessIdentity } from "../../../lib/store/lock/process-identity";

/** A process of a Linux machine that was started an hour ago. */
export const HERE: ProcessIdentity = {
  pid: 100,
  startTime: "5000",
  boot: "boot-1",
  pidNamespace: "pid:[1]",
  host: "build-7",
  machine: "machine-7",
};

/** What a process sees that is `own`, among others which run: start times by pid. */
export function seenBy(
  own: ProcessIdentity,
  running: Readonly<Record<number, string>> = { 100: "5000", 200: "6000" },
): Processes {
  return {
    own,
    startTimeOf: (pid) => running[pid],
    exists: (pid) => pid in running,
    uptimeMs: () => 3_600_000,
  };
}

/** The claims in a lock's folder. */
export function claimsIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Puts a claim down that looks as if it was renewed so long ago, or is no claim at all. */
export function plant(path: string, content: ProcessIdentity | string, agoMs = 0): void {
  const claim = { by: content, since: "2015-07-14T13:47:58.000Z" };
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(claim));
  age(path, agoMs);
}

/** Makes a claim look as if it was renewed so much longer ago. */
export function age(path: string, ms: number): void {
  const then = new Date(Date.now() - ms);
  utimesSync(path, then, then);
}

export function pidIn(path: string): number {
  return JSON.parse(readFileSync(path, "utf8")).by.pid;
}
