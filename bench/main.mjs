/**
 * npm run bench [-- part…]
 *
 * Runs the parts one after the other, all of them when none is named. Each writes bench/results/<part>.json and plots,
 * and fails when something is slower, in proportion, than it should be.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PARTS = ["waiting", "startup"];

const wanted = process.argv.slice(2);
const unknown = wanted.find((part) => !PARTS.includes(part));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; choose from ${PARTS.join(", ")}.`);
  process.exitCode = 2;
} else {
  await import("../scripts/build.mjs");
  for (const part of wanted.length > 0 ? wanted : PARTS) {
    const script = fileURLToPath(new URL(`${part}.mjs`, import.meta.url));
    const { status } = spawnSync(process.execPath, ["--import", "tsx", script], { stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
}
