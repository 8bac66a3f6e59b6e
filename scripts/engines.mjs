/**
 * node scripts/engines.mjs [engine…]
 *
 * Terraform and OpenTofu in the versions that the tests run on besides the one on the PATH. Each is built once from its
 * Go module into .cache/engines, unless the PATH has that very version. As a script it prints where they are.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { goEnvironment } from "./go.mjs";
import { terraformEnvironment } from "./terraform.mjs";

const terraform = {
  name: "Terraform",
  file: "terraform",
  module: "github.com/hashicorp/terraform",
  main: ".",
};
const opentofu = {
  name: "OpenTofu",
  file: "tofu",
  module: "github.com/opentofu/opentofu",
  main: "./cmd/tofu",
};

/** By the name that the command lines know. From v1.9 on Terraform's module lacks files that its build needs. */
export const ENGINES = {
  "terraform-1.5.7": { ...terraform, version: "1.5.7" },
  "opentofu-1.6.3": { ...opentofu, version: "1.6.3" },
  "opentofu-1.12.6": { ...opentofu, version: "1.12.6" },
};

/** The oldest of both, which `npm test` runs in a short form: test/e2e/engines.test.ts. */
export const OLDEST_ENGINES = ["terraform-1.5.7", "opentofu-1.6.3"];

const cache = fileURLToPath(new URL("../.cache/engines/", import.meta.url));
const systems = { win32: "windows" };
const processors = { x64: "amd64", ia32: "386" };
const platform = `${systems[process.platform] ?? process.platform}_${processors[process.arch] ?? process.arch}`;
const suffix = process.platform === "win32" ? ".exe" : "";

/**
 * The absolute path of an engine, which is built when it is missing.
 *
 * @param {string} id a key of ENGINES
 * @param {{ log?: (line: string) => void }} [options]
 */
export function ensureEngine(id, { log = () => {} } = {}) {
  const engine = ENGINES[id];
  if (!engine) throw new Error(`There is no engine "${id}": choose from ${Object.keys(ENGINES).join(", ")}.`);
  const folder = join(cache, `${id}-${platform}`);
  return onThePath(engine) ?? builtIn(folder, engine) ?? build(engine, folder, log);
}

function onThePath({ file, name, version }) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const binary = join(folder, file + suffix);
    if (existsSync(binary)) return says(binary) === `${name} v${version}` ? binary : undefined;
  }
}

function builtIn(folder, { file }) {
  const binary = join(folder, file + suffix);
  return existsSync(binary) ? binary : undefined;
}

/** Such as `OpenTofu v1.6.3`. */
function says(binary) {
  const { stdout } = spawnSync(binary, ["version"], { encoding: "utf8", env: terraformEnvironment() });
  return /^(Terraform|OpenTofu) v\S+/m.exec(stdout)?.[0];
}

function build(engine, folder, log) {
  const { name, version, file } = engine;
  if (spawnSync("go", ["version"]).error)
    throw new Error(`${name} ${version} is not on the PATH, nor is a Go to build it with. ${fix(engine)}`);
  log(`building ${name} ${version} with Go, once (two to four minutes) …`);
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(`${folder}-making-`);
  try {
    const source = join(work, "source");
    copyModule(engine, source);
    const made = join(work, "made");
    const binary = join(made, file + suffix);
    const released = `-X ${engine.module}/version.dev=no`; // OpenTofu adds "-dev" to its version otherwise
    const flags = ["-trimpath", "-buildvcs=false", `-ldflags=-s -w ${released}`];
    go(engine, ["build", ...flags, "-o", binary, engine.main], source);
    if (says(binary) !== `${name} v${version}`)
      throw new Error(`The build of ${name} ${version} calls itself "${says(binary)}". ${fix(engine)}`);
    moveTo(folder, made);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return builtIn(folder, engine);
}

/** Go builds no main module inside of its cache, and `go install` none that replaces others. */
function copyModule(engine, source) {
  const json = go(engine, ["mod", "download", "-json", `${engine.module}@v${engine.version}`], cache);
  cpSync(JSON.parse(json).Dir, source, { recursive: true });
  // Go's cache may be read-only, and a copy that is as well could not be removed.
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.path, entry.name), 0o755);
  chmodSync(source, 0o755);
}

function go(engine, args, cwd) {
  const { status, stdout, stderr } = spawnSync("go", args, {
    cwd,
    encoding: "utf8",
    env: goEnvironment(platform),
  });
  if (status === 0) return stdout;
  const reason = (stderr.trim() || stdout.trim()).split("\n").at(-1);
  throw new Error(`Building ${engine.name} ${engine.version} with Go failed (${reason}). ${fix(engine)}`);
}

function fix({ name, version, file }) {
  return `Put ${name} ${version} on the PATH as "${file}", or a recent Go with access to a Go module proxy, then run this again.`;
}

/** One rename, so that a killed or a second run leaves no half engine; whoever came first has won. */
function moveTo(folder, made) {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const ids = process.argv.slice(2);
    for (const id of ids.length > 0 ? ids : Object.keys(ENGINES))
      console.log(ensureEngine(id, { log: console.error }));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
