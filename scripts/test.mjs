/**
 * node scripts/test.mjs [Jest's arguments…]
 *
 * What `npm test` runs once the dependencies are there: builds, provides what the end-to-end tests need, starts Jest.
 */
import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ensureEngine, OLDEST_ENGINES } from "./engines.mjs";
import { ensureNullMirror } from "./null-mirror.mjs";
import { findTerraform, terraformEnvironment } from "./terraform.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const jest = [
  fileURLToPath(new URL("../node_modules/jest/bin/jest.js", import.meta.url)),
  ...process.argv.slice(2),
];

try {
  const files = selectedFiles();
  const env = selects("test/e2e/", files) ? endToEndEnvironment() : terraformEnvironment();
  if (selects("test/e2e/engines.test.ts", files)) provideEngines(OLDEST_ENGINES);
  console.log("building …");
  const build = spawnSync(process.execPath, ["scripts/build.mjs"], { cwd: root, stdio: "inherit" });
  if (build.status !== 0)
    throw new Error("The build failed: fix what its output above names, then run this again.");

  const tests = spawn(process.execPath, jest, { cwd: root, stdio: "inherit", env });
  process.on("SIGINT", () => {}); // a terminal sends it to Jest as well; its end is ours
  process.on("SIGTERM", () => tests.kill("SIGTERM"));
  tests.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

/** Only Jest knows which files its arguments select. */
function selectedFiles() {
  // With these the list would go into the file that is meant for the results.
  const selection = jest.filter((arg) => !/^--(json|outputFile)\b/.test(arg));
  const { stdout } = spawnSync(process.execPath, [...selection, "--listTests"], {
    cwd: root,
    encoding: "utf8",
  });
  return stdout.trim().replaceAll("\\", "/");
}

/**
 * Unit tests alone need neither Terraform nor a provider. When Jest lists nothing the arguments are for it to judge, and
 * the tests get all they could need.
 */
function selects(path, files) {
  return files === "" || files.includes(`/${path}`);
}

function endToEndEnvironment() {
  const terraform = findTerraform();
  console.log(`testing with ${terraform.name} ${terraform.version} …`);
  return terraformEnvironment({ mirror: ensureNullMirror({ terraform, log: console.log }) });
}

function provideEngines(ids) {
  for (const id of ids) {
    const terraform = findTerraform(ensureEngine(id, { log: console.log }));
    ensureNullMirror({ terraform, log: console.log });
  }
}
