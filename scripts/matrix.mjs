/**
 * npm run test:matrix [-- --engine terraform-1.5.7]
 *
 * Runs all end-to-end tests on one engine after the other: those of scripts/engines.mjs, and the one on the PATH. The
 * results go into docs/engines.json, and from there into docs/engines.md.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { recordResult } from "./engine-table.mjs";
import { ENGINES, ensureEngine } from "./engines.mjs";
import { findTerraform } from "./terraform.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = fileURLToPath(new URL("../.cache/matrix.json", import.meta.url));
const ON_THE_PATH = "path";

try {
  for (const id of chosenEngines()) {
    const { failed } = recordResult(test(id));
    if (failed > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

function chosenEngines() {
  const { engine } = parseArgs({ options: { engine: { type: "string" } } }).values;
  const all = [ON_THE_PATH, ...Object.keys(ENGINES)];
  if (engine !== undefined && !all.includes(engine))
    throw new Error(`--engine must be one of ${all.join(", ")}, got "${engine}"`);
  return engine === undefined ? all : [engine];
}

function test(id) {
  const binary = id === ON_THE_PATH ? findTerraform().binary : ensureEngine(id, { log: console.log });
  const { name, version } = findTerraform(binary);
  rmSync(output, { force: true });
  const args = ["--selectProjects", "e2e", "--json", `--outputFile=${output}`];
  const { signal } = spawnSync(process.execPath, ["scripts/test.mjs", ...args], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, TERRAFORM_BINARY_NAME: binary },
  });
  if (signal) throw new Error(`The tests on ${name} ${version} were stopped by ${signal}.`);
  return { engine: name, version, ...readResults(`${name} ${version}`) };
}

/** A test file that could not be loaded has no tests of its own to count. */
function readResults(engine) {
  const results = JSON.parse(readFileSync(output, "utf8"));
  const { numPassedTests: passed, numFailedTests, numPendingTests: skipped } = results;
  const failed = numFailedTests + results.numRuntimeErrorTestSuites;
  console.log(`${engine}: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  return { passed, failed, skipped, date: new Date().toISOString().slice(0, 10) };
}
