/**
 * npm run bench: how long the hook takes when there is nothing to wait for (start, login, one look at a group that is
 * archived already), side by side with `node -e 0`, and how long an emulator takes to start in a process. Ratios
 * count; the times are of this machine.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "../scripts/build.mjs";

const RUNS = 40;
const MOST_TIMES_NODE = 4;
const require = createRequire(import.meta.url);
const { CtlEmulator, LEGACY_REPORTING } = require("../dist/emulator/index.js");
const hook = fileURLToPath(new URL("../dist/hook.cjs", import.meta.url));
const results = fileURLToPath(new URL("results/", import.meta.url));

const emulator = await CtlEmulator.start();
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
const emulatorStarts = [];
for (let run = 0; run < RUNS; run += 1) {
  const start = performance.now();
  const one = await CtlEmulator.start();
  emulatorStarts.push(performance.now() - start);
  await one.stop();
}
const node = [];
const idleHook = [];
for (let run = -2; run < RUNS; run += 1) {
  const pair = [await timeOf(["-e", "0"]), await timeOf([hook, "archive"])];
  if (run >= 0) {
    node.push(pair[0]); // the first two pairs only warm the machine up
    idleHook.push(pair[1]);
  }
}
await emulator.stop();
rmSync(state, { recursive: true });

// Of the fastest runs, because what the machine does besides is not the hook's time.
const ratio = Math.min(...idleHook) / Math.min(...node);
const result = {
  machine: `${cpus().length} × ${cpus()[0]?.model}`,
  node: process.versions.node,
  runs: RUNS,
  medianMs: {
    "node -e 0": round(median(node)),
    "idle hook": round(median(idleHook)),
    "CtlEmulator.start()": round(median(emulatorStarts)),
  },
  ratioOfFastestRuns: round(ratio),
  mostTimesNode: MOST_TIMES_NODE,
};
mkdirSync(results, { recursive: true });
writeFileSync(join(results, "startup.json"), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(join(results, "startup.svg"), plot({ "node -e 0": node, "idle hook": idleHook }));
console.log(result);
if (ratio > MOST_TIMES_NODE) {
  console.log(
    `The idle hook takes ${round(ratio)} times as long as node -e 0, more than ${MOST_TIMES_NODE} times.`,
  );
  process.exitCode = 1;
}

function timeOf(args) {
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(Number(process.hrtime.bigint() - start) / 1e6)
        : reject(new Error(`node ${args.join(" ")} ended with exit code ${code}`)),
    );
  });
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round(value) {
  return Math.round(value * 100) / 100;
}

/** Every run as a dot, the median as a line. */
function plot(series) {
  const longest = Math.max(...Object.values(series).flat());
  const x = (ms) => 120 + (460 * ms) / longest;
  const rows = Object.entries(series).map(([name, values], index) => {
    const y = 40 + 50 * index;
    const dots = values.map(
      (ms) => `<circle cx="${round(x(ms))}" cy="${y}" r="3" fill="#36c" fill-opacity=".35"/>`,
    );
    const middle = round(x(median(values)));
    return `<text x="8" y="${y + 4}">${name}</text>${dots.join("")}
  <path d="M${middle} ${y - 12}v24" stroke="#c30" stroke-width="2"/><text x="${middle + 6}" y="${y - 8}">${Math.round(median(values))} ms</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="620" height="130" font-family="sans-serif" font-size="12">
  <title>Wall time of node -e 0 and of the idle hook</title>
  <rect width="620" height="130" fill="#fff"/>
  ${rows.join("\n  ")}
  <text x="120" y="122">wall time in ms, each run and the median (0 to ${Math.round(longest)} ms)</text>
</svg>
`;
}
