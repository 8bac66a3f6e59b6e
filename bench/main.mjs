/**
 * npm run bench [-- part[=argument]…]
 *
 * Runs the parts one after the other, all of them when none is named. Each writes bench/results/<part>.json and plots,
 * and fails when something is slower, in proportion, than it should be.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const PARTS = ["waiting", "startup", "groups"];

const asked = process.argv.slice(2);
const wanted = (asked.length > 0 ? asked : PARTS).map((one) => one.split("="));
const [unknown] = wanted.find(([part]) => !PARTS.includes(part)) ?? [];
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}"; choose from ${PARTS.join(", ")}.`);
  process.exitCode = 2;
} else {
  await import("../scripts/build.mjs");
  for (const [part, ...args] of wanted) {
    const script = fileURLToPath(new URL(`${part}.mjs`, import.meta.url));
    const { status } = spawnSync(process.execPath, ["--import", "tsx", script, ...args], {
      stdio: "inherit",
    });
    if (status !== 0) process.exitCode = 1;
  }
}
