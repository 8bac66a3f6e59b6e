import { readFileSync, readlinkSync } from "node:fs";
import { hostname, uptime } from "node:os";

/** What tells one process from all others, on this machine and elsewhere. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In clock ticks since the boot; with it, a pid that is used again is another process. */
  readonly startTime?: string;
  /** Absent where there is no `/proc` of its own; then start time and pid namespace are absent as well. */
  readonly boot?: string;
  /** Such as `pid:[4026531836]`: only in the same one do two processes mean the same by a pid. */
  readonly pidNamespace?: string;
  readonly host: string;
  /** Absent in many containers. */
  readonly machine?: string;
}

/** What a process can find out about itself and about others. */
export interface Processes {
  readonly own: ProcessIdentity;
  /** When that process began, in clock ticks since the boot; `undefined` when it does not run. */
  startTimeOf(pid: number): string | undefined;
  /** Whether there may be such a process, where there is no `/proc`. */
  exists(pid: number): boolean;
  /** How long ago this machine was started, in ms. */
  uptimeMs(): number;
}

/** The processes of this machine, as far as this one sees them. */
export function processesHere(): Processes {
  return { own: ownIdentity(), startTimeOf, exists, uptimeMs: () => uptime() * 1_000 };
}

function ownIdentity(): ProcessIdentity {
  const machine = read("/etc/machine-id")?.trim();
  const here = { pid: process.pid, host: hostname(), ...(machine && { machine }) };
  const boot = read("/proc/sys/kernel/random/boot_id")?.trim();
  const startTime = startTimeOf(process.pid);
  const pidNamespace = follow("/proc/self/ns/pid");
  // A /proc of another namespace counts other pids.
  const isOwnProc = follow("/proc/self") === String(process.pid);
  return boot && startTime && pidNamespace && isOwnProc ? { ...here, startTime, boot, pidNamespace } : here;
}

/** Field 22 of proc_pid_stat(5). A process that ended and was not waited for has a state Z or X in field 3. */
function startTimeOf(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // Field 2 is the name in parentheses, and may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && !/[ZX]/.test(fields[0] ?? "") ? fields[19] : undefined;
}

/** On Linux without a `/proc` of its own, a pid may be one of another namespace: nobody is said to be gone. */
function exists(pid: number): boolean {
  try {
    return process.platform === "linux" || process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function follow(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
