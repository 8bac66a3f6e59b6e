/**
 * node scripts/chaos.mjs [--trials N] [--seed S]
 *
 * Plays random trials of what can go wrong: faults, kills, lost journals, two runs at once. Prints the seed, and the
 * shortest trial that breaks a promise, with everything that happened in it.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const main = fileURLToPath(new URL("../test/chaos/main.ts", import.meta.url));

try {
  const { trials, seed } = parseArgs({
    options: { trials: { type: "string", default: "1000" }, seed: { type: "string" } },
  }).values;
  const args = [
    wholeNumber("--trials", trials),
    wholeNumber("--seed", seed ?? String(Date.now() % 1_000_000)),
  ];
  process.exitCode =
    spawnSync(process.execPath, ["--import", "tsx", main, ...args], { stdio: "inherit" }).status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

function wholeNumber(name, text) {
  if (!/^\d{1,9}$/.test(text) || (name === "--trials" && Number(text) === 0)) {
    throw new Error(`${name} must be a whole number${name === "--trials" ? " from 1" : ""}, got "${text}"`);
  }
  return text;
}
