/**
 * Runs clients that nobody here wrote against the emulator, each unchanged and on an emulator of its own; only the
 * base URL is pointed at it. Everything that is downloaded goes to .cache/clients.
 *
 *     node scripts/clients.mjs [name …]
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache/clients");
const steps = join(root, "test/clients");
const require = createRequire(import.meta.url);
/** A restore took half an hour when it was recorded. */
const SPEED = 2_000;

const CLIENTS = {
  "python-sdk": { title: "clc-sdk 2.51 (Python)", obtain: obtainPython, run: runPython },
  ansible: { title: "clc-ansible-module 1.1.26", obtain: obtainAnsible, run: runAnsible },
};

const MADE = { name: "Made by Ansible", parent: "Web Applications", location: "DE1" };
const ANSIBLE_STEPS = [
  [
    "create a group",
    "clc_group",
    { ...MADE, state: "present" },
    /"changed": true[\s\S]*"name": "Made by Ansible"/,
  ],
  ["create it again: nothing to do", "clc_group", { ...MADE, state: "present" }, /"changed": false/],
  [
    "stop servers",
    "clc_server",
    { server_ids: ["DE1ALTDWEB01", "DE1ALTDWEB02"], state: "stopped" },
    /"changed": true[\s\S]*"powerState": "stopped"/,
  ],
  [
    "start a server",
    "clc_server",
    { server_ids: ["DE1ALTDWEB01"], state: "started" },
    /"powerState": "started"/,
  ],
  ["read about a server", "clc_server_fact", { server_id: "DE1ALTDWEB02" }, /"status": "active"/],
  [
    "read about a group",
    "clc_group_fact",
    { group_id: "2a5c0b9662cf4fc8bf6180f139facdc0" },
    /Web Applications/,
  ],
  ["delete a group", "clc_group", { ...MADE, state: "absent" }, /"changed": true/],
  ["delete a server", "clc_server", { server_ids: ["DE1ALTDWEB01"], state: "absent" }, /"changed": true/],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CLIENTS));
if (unknown.length > 0) {
  console.error(`there is no client ${unknown.join(", ")}: choose from ${Object.keys(CLIENTS).join(", ")}`);
  process.exit(2);
}
mkdirSync(cache, { recursive: true });
const { CtlEmulator, WEB_APPLICATIONS, DECOMMISSIONED } = await loadEmulator();
const rows = [];
for (const [name, client] of Object.entries(CLIENTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${client.title}`);
  rows.push({ client: client.title, ...(await attempt(client)) });
}
console.log();
console.table(rows);
process.exitCode = rows.some(({ result }) => result === "failed") ? 1 : 0;

async function attempt({ obtain, run }) {
  try {
    obtain();
  } catch (error) {
    console.log(`  not to be had: ${error.message}`);
    return { result: "failed", "steps passed": 0 };
  }
  const emulator = await CtlEmulator.start({ speed: SPEED });
  try {
    const target = emulator.group(WEB_APPLICATIONS).parentId;
    const lines = await run({
      CLC_BASE_URL: emulator.url,
      CLC_USERNAME: emulator.username,
      CLC_PASSWORD: emulator.password,
      CLC_ALIAS: emulator.accountAlias,
      GROUP: WEB_APPLICATIONS,
      EMPTY_GROUP: DECOMMISSIONED,
      TARGET_GROUP: target,
    });
    const failed = lines.filter((line) => !line.startsWith("ok "));
    return {
      result: failed.length > 0 || lines.length === 0 ? "failed" : "passed",
      "steps passed": lines.length - failed.length,
    };
  } finally {
    await emulator.stop();
  }
}

/** From the sources, so that no build is needed. */
async function loadEmulator() {
  const file = join(cache, "emulator.cjs");
  await build({
    entryPoints: [join(root, "lib/emulator/index.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: file,
    logLevel: "error",
  });
  return require(file);
}

function obtainPython() {
  venv("python", ["clc-sdk==2.51"]);
}

function runPython(env) {
  return tell(join(cache, "python/bin/python"), [join(steps, "python-sdk/steps.py")], env);
}

function obtainAnsible() {
  // Its own requirements pin an SDK that does not install on today's Python; the current one is its successor.
  venv("ansible", ["clc-sdk==2.51", "ansible-core<2.17", "future"], ["clc-ansible-module==1.1.26"]);
}

/** The modules run as Ansible runs them; they wait two seconds between polls. */
async function runAnsible(env) {
  const bin = join(cache, "ansible/bin");
  const found = spawnSync(join(bin, "python"), [
    "-c",
    "import clc_ansible_module as m; print(m.__path__[0])",
  ]);
  const settings = {
    CLC_V2_API_URL: env.CLC_BASE_URL,
    CLC_V2_API_USERNAME: env.CLC_USERNAME,
    CLC_V2_API_PASSWD: env.CLC_PASSWORD,
    ANSIBLE_LIBRARY: String(found.stdout).trim(),
    ANSIBLE_LOCALHOST_WARNING: "false",
    // Their first line says "/usr/bin/env python".
    PATH: `${bin}:${process.env.PATH}`,
  };
  const lines = [];
  for (const [title, module, args, expected] of ANSIBLE_STEPS) {
    const { code, output } = await capture(
      join(bin, "ansible"),
      ["localhost", "-i", "localhost,", "-c", "local", "-m", module, "-a", JSON.stringify(args)],
      settings,
    );
    const passed = code === 0 && expected.test(output);
    lines.push(`${passed ? "ok" : "not ok"} ${title}`);
    console.log(`  ${lines.at(-1)}`);
    if (!passed) console.log(output);
  }
  return lines;
}

function venv(name, packages, alone = []) {
  const folder = join(cache, name);
  const stamp = join(folder, "complete");
  if (existsSync(stamp)) return;
  must("python3", ["-m", "venv", folder]);
  const pip = join(folder, "bin/pip");
  must(pip, ["install", "--quiet", "setuptools<81", ...packages]);
  if (alone.length > 0) must(pip, ["install", "--quiet", "--no-deps", ...alone]);
  writeFileSync(stamp, "");
}

/** Runs what obtains a client; when it cannot, its last words are the reason. */
function must(command, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", ...options });
  if (status === 0) return;
  const said = `${stdout ?? ""}\n${stderr ?? ""}`
    .split("\n")
    .filter((line) => /error|403|404|not /i.test(line));
  const reason = (error?.message ?? said.at(0) ?? `exit code ${status}`)
    .replace(/https?:\/\/\S+/g, "…")
    .trim();
  throw new Error(`${command.split("/").at(-1)} ${args.join(" ")}: ${reason}`);
}

/** Runs a client and shows its steps. @returns a line per step */
async function tell(command, args, env) {
  const { code, output } = await capture(command, args, env);
  const lines = output.split("\n").filter((line) => /^(not )?ok /.test(line));
  if (code !== 0 && lines.every((line) => line.startsWith("ok "))) lines.push(`not ok: exit code ${code}`);
  for (const line of lines) console.log(`  ${line}`);
  if (code !== 0) console.log(output);
  return lines;
}

/** Not synchronously: the emulator answers from this process. */
function capture(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: dirname(command),
      env: { ...process.env, ...env },
      timeout: 180_000,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ code: -1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
  });
}
