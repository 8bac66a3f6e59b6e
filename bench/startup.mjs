/**
 * How long the hook takes until its first request arrives, and in all when there is nothing to wait for (start, login,
 * one look at a group that is archived already), side by side with `node -e 0`; the memory that it takes; and how long
 * an emulator takes to start in a process. Ratios count; the times are of this machine.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CtlEmulator, LEGACY_REPORTING } from "../dist/emulator/index.js";
import { dots } from "./dots.mjs";
import { machine, median, round, writeResults } from "./results.mjs";

const RUNS = 40;
const MOST_TIMES_NODE = 4;
const MOST_MB = 75;
const hook = fileURLToPath(new URL("../dist/hook.cjs", import.meta.url));
const peak = fileURLToPath(new URL("../test/bin/peak.cjs", import.meta.url));

let firstRequestAt;
const emulator = await CtlEmulator.start({
  log: () => {
    firstRequestAt ??= performance.now();
  },
});
const times = { "node -e 0": [], "hook, first request": [], "idle hook": [] };
const emulatorStarts = [];
const peaksMb = [];
for (let run = -2; run < RUNS; run += 1) {
  const node = await runNode(["-e", "0"]);
  const idle = await runNode([hook, "archive"]);
  if (run < 0) continue; // the first two pairs only warm the machine up
  times["node -e 0"].push(node.wholeMs);
  times["hook, first request"].push(idle.firstRequestMs);
  times["idle hook"].push(idle.wholeMs);
  peaksMb.push(Number((await runNode(["--require", peak, hook, "archive"])).stderr) / 1_024);
  emulatorStarts.push(await emulatorStart());
}
await emulator.stop();

// Of the fastest runs, because what the machine does besides is not the hook's time.
const fastest = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Math.min(...all)]));
const mostReadyMs = 2 * fastest["node -e 0"] + 60;
const ratio = fastest["hook, first request"] / fastest["node -e 0"];
const peakMb = Math.max(...peaksMb);
const result = {
  runs: RUNS,
  fastestMs: mapValues(fastest, round),
  medianMs: mapValues({ ...times, "CtlEmulator.start()": emulatorStarts }, (all) => round(median(all))),
  "twice node and 60 ms": round(mostReadyMs),
  isReadyWithin: fastest["hook, first request"] <= mostReadyMs,
  firstRequestTimesNode: round(ratio),
  mostTimesNode: MOST_TIMES_NODE,
  peakMb: round(peakMb),
  mostMb: MOST_MB,
};
writeResults("startup", result, { startup: dots("Wall time of node -e 0 and of the hook", times, machine) });
console.log(result);
if (ratio > MOST_TIMES_NODE || peakMb > MOST_MB) {
  console.log("The hook takes longer, in proportion to node -e 0, or more memory than it may.");
  process.exitCode = 1;
}

/** Every run is the first one on its machine: with a state directory of its own it has to log in. */
function runNode(args) {
  const state = mkdtempSync(join(tmpdir(), "archived-group-bench-"));
  const env = {
    PATH: process.env.PATH,
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
    ARCHIVED_GROUP_ACCOUNT: emulator.accountAlias,
    ARCHIVED_GROUP_ID: LEGACY_REPORTING,
    ARCHIVED_GROUP_STATE_DIR: state,
  };
  return new Promise((resolve, reject) => {
    firstRequestAt = undefined;
    const start = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const wholeMs = performance.now() - start;
      rmSync(state, { recursive: true });
      if (code === 0) resolve({ wholeMs, firstRequestMs: firstRequestAt - start, stderr });
      else reject(new Error(`node ${args.join(" ")} ended with exit code ${code}: ${stderr}`));
    });
  });
}

async function emulatorStart() {
  const start = performance.now();
  const one = await CtlEmulator.start();
  const took = performance.now() - start;
  await one.stop();
  return took;
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
