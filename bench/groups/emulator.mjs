import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { accountOf } from "./account.mjs";

const CLI = fileURLToPath(new URL("../../dist/archived-group.cjs", import.meta.url));
/** Of the times in /proc (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

/** The emulator in a process of its own, so that it shares nothing with who measures. */
export class Emulator {
  /**
   * @param {string} folder
   * @param {number} groups
   * @param {string[]} [args] more of the command line
   */
  static async start(folder, groups, args = []) {
    const seed = join(folder, "seed.json");
    writeFileSync(seed, JSON.stringify(accountOf(groups)));
    const emulator = new Emulator(["emulate", "--port", "0", "--seed", seed, ...args]);
    await emulator.isReady;
    return emulator;
  }

  constructor(args) {
    this.lines = [];
    this.child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    let rest = "";
    this.isReady = new Promise((resolve, reject) => {
      this.child.on("exit", (code) => reject(new Error(`the emulator ended with exit code ${code}`)));
      this.child.stdout.setEncoding("utf8").on("data", (text) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop();
        this.lines.push(...lines);
        if (this.lines.some((line) => line.startsWith("Ctrl-C"))) resolve();
      });
    });
  }

  /** What leads a hook here. */
  get env() {
    const exports = this.lines.find((line) => line.startsWith("  export "));
    return Object.fromEntries(
      exports
        .trim()
        .split(" ")
        .slice(1)
        .map((one) => one.split("=")),
    );
  }

  /** Every request that was answered: when, in ms since the epoch, what, and the status. */
  get requests() {
    return this.lines.flatMap((line) => {
      const [, at, method, path, status] = /^(\S+Z) (GET|POST) (\S+) (\d{3})\b/.exec(line) ?? [];
      return at ? [{ at: Date.parse(at), method, path, status: Number(status) }] : [];
    });
  }

  get logins() {
    return this.requests.filter(({ path }) => path === "/v2/authentication/login").length;
  }

  /** Of processor time; `undefined` where there is no /proc. */
  get cpuSeconds() {
    try {
      const stat = readFileSync(`/proc/${this.child.pid}/stat`, "utf8").split(") ")[1].split(" ");
      return (Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND;
    } catch {
      return undefined;
    }
  }

  stop() {
    return new Promise((resolve) => {
      this.child.removeAllListeners("exit").on("exit", resolve);
      this.child.kill("SIGTERM");
    });
  }
}
