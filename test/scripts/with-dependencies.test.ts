import { spawn, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const source = join(__dirname, "../../scripts/with-dependencies.mjs");
const installing = "installing dependencies (npm ci) …\n";
let project: string;

/** A project with a lock file, a script that greets, and an npm that notes how it was called. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "with-dependencies-"));
  mkdirSync(join(project, "scripts"));
  copyFileSync(source, join(project, "scripts/with-dependencies.mjs"));
  lockFile("1.0.0");
  file("hello.mjs", "console.log('hello', ...process.argv.slice(2));");
  npm("fs.mkdirSync('node_modules', { recursive: true });");
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function file(path: string, content: string) {
  writeFileSync(join(project, path), content);
}

function lockFile(version: string) {
  file("package-lock.json", JSON.stringify({ packages: { "": {}, "node_modules/a": { version } } }));
}

function npm(does: string) {
  file(
    "npm-cli.js",
    `const fs = require("node:fs"); fs.appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n"); ${does}`,
  );
}

function npmCalls() {
  const log = join(project, "npm.log");
  return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
}

const env = () => ({ ...process.env, npm_execpath: join(project, "npm-cli.js") });
const command = (script: string, args: string[] = []) => [
  join(project, "scripts/with-dependencies.mjs"),
  join(project, script),
  ...args,
];

function start(script: string, args: string[] = []) {
  return spawnSync(process.execPath, command(script, args), { cwd: project, encoding: "utf8", env: env() });
}

test("missing dependencies are installed before the script runs with its arguments", () => {
  const { status, stdout } = start("hello.mjs", ["you", "--too"]);

  expect(stdout).toBe(`${installing}hello you --too\n`);
  expect(status).toBe(0);
  expect(npmCalls()).toEqual(["ci --no-audit --no-fund --include=dev"]);
});

test("dependencies that are there are not installed again", () => {
  start("hello.mjs");

  expect(start("hello.mjs").stdout).toBe("hello\n");
  expect(npmCalls()).toHaveLength(1);
});

test("a changed lock file installs again", () => {
  start("hello.mjs");
  lockFile("1.0.1");

  expect(start("hello.mjs").stdout).toBe(`${installing}hello\n`);
});

test("dependencies of another Node are installed again", () => {
  start("hello.mjs");
  const stamp = join(project, "node_modules/.with-dependencies");
  writeFileSync(stamp, readFileSync(stamp, "utf8").replace(/node-\d+/, "node-1"));

  expect(start("hello.mjs").stdout).toBe(`${installing}hello\n`);
});

test.each([
  ["counts when it is of this lock file", "1.0.0", 0],
  ["does not count when it is of another lock file", "0.9.0", 1],
])("an installation that somebody made with npm %s", (_, version, calls) => {
  mkdirSync(join(project, "node_modules"));
  file("node_modules/.package-lock.json", JSON.stringify({ packages: { "node_modules/a": { version } } }));
  start("hello.mjs");

  expect(npmCalls()).toHaveLength(calls);
});

test("a failed installation shows npm's output and one sentence, and the script does not run", () => {
  npm("console.error('npm error ENOSPC'); process.exit(7);");
  const { status, stdout, stderr } = start("hello.mjs");

  expect(stdout).toBe(installing);
  expect(stderr).toBe(
    "npm error ENOSPC\nnpm ci failed with exit code 7: fix what its output above names, then run this again.\n",
  );
  expect(status).toBe(1);
  expect(start("hello.mjs").stdout).toBe(installing); // and the next start tries again
});

test("two starts at once install once", async () => {
  npm("setTimeout(() => fs.mkdirSync('node_modules'), 300);");
  const starts = [1, 2].map(() =>
    spawn(process.execPath, command("hello.mjs"), { cwd: project, env: env() }),
  );
  const codes = await Promise.all(
    starts.map((child) => new Promise((resolve) => child.on("close", resolve))),
  );

  expect(codes).toEqual([0, 0]);
  expect(npmCalls()).toHaveLength(1);
});

test("the lock of a process that is gone does not count", () => {
  const gone = spawnSync(process.execPath, ["--version"]).pid;
  mkdirSync(join(project, ".cache"));
  file(".cache/installing.lock", String(gone));

  expect(start("hello.mjs").status).toBe(0);
});

test("the script's exit code is passed on", () => {
  file("exits.mjs", "process.exit(42);");

  expect(start("exits.mjs").status).toBe(42);
});

test("SIGTERM reaches the script, and its own ending is passed on", async () => {
  file(
    "waits.mjs",
    "process.on('SIGTERM', () => process.exit(9)); console.log('ready'); setInterval(() => {}, 1000);",
  );
  const child = spawn(process.execPath, command("waits.mjs"), { cwd: project, env: env() });
  child.stdout.on("data", (text) => String(text).includes("ready") && child.kill("SIGTERM"));

  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(9);
});

test("a script that ends by a signal makes it end by that signal", () => {
  file("dies.mjs", "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);");

  expect(start("dies.mjs").signal).toBe("SIGTERM");
});
