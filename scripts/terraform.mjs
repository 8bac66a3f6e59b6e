/**
 * Finds Terraform or OpenTofu, and the environment to start it in: the same on every machine, whatever the caller has set.
 * As a script it prints what it found.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const cache = fileURLToPath(new URL("../.cache/", import.meta.url));
const oldest = { Terraform: "1.5", OpenTofu: "1.6" };
const fix =
  "install Terraform 1.5 or later (or OpenTofu 1.6 or later, with TERRAFORM_BINARY_NAME=tofu), then run this again.";

/** @returns {{ binary: string, name: "Terraform" | "OpenTofu", version: string, platform: string }} platform as in `linux_amd64` */
export function findTerraform(binary = binaryName()) {
  const { error, stdout, stderr } = spawnSync(binary, ["version"], {
    encoding: "utf8",
    env: terraformEnvironment(),
  });
  if (error) throw new Error(`"${binary}" was not found on the PATH (${error.code}): ${fix}`);
  const [, name, version, platform] = /^(Terraform|OpenTofu) v(\S+)\s+on (\S+)/m.exec(stdout) ?? [];
  if (!name) {
    const said = firstLine(stdout) || firstLine(stderr) || "nothing";
    throw new Error(`"${binary} version" is neither Terraform's nor OpenTofu's (it said: ${said}): ${fix}`);
  }
  if (isOlder(version, oldest[name])) {
    throw new Error(`${name} ${version} ("${binary}") is older than ${oldest[name]}: ${fix}`);
  }
  return { binary, name, version, platform };
}

/**
 * The environment for Terraform, for cdktf and for whatever starts them.
 *
 * With a mirror the plugin cache is off: it would keep a provider that was built here under the version of a published
 * one, in a folder that the caller's other projects share.
 *
 * @param {{ mirror?: string | undefined, pluginCache?: boolean }} [options]
 * @returns {NodeJS.ProcessEnv}
 */
export function terraformEnvironment({ mirror, pluginCache = !mirror } = {}) {
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", TERRAFORM_BINARY_NAME: binaryName() };
  for (const name of Object.keys(env)) {
    if (/^TF_(IN_AUTOMATION|INPUT|WORKSPACE|DATA_DIR|REATTACH_PROVIDERS|CLI_ARGS.*)$/.test(name))
      delete env[name];
  }
  if (!pluginCache) {
    delete env.TF_PLUGIN_CACHE_DIR;
    env.CDKTF_DISABLE_PLUGIN_CACHE_ENV = "1"; // cdktf sets one of its own otherwise
  }
  if (mirror) env.TF_CLI_CONFIG_FILE = cliConfig(mirrorConfig(mirror));
  else if (env.TF_CLI_CONFIG_FILE && !existsSync(env.TF_CLI_CONFIG_FILE))
    env.TF_CLI_CONFIG_FILE = cliConfig(""); // a missing file makes each command warn
  return env;
}

/** An absolute path stays true in the other folders that Terraform is started in. */
function binaryName() {
  const name = process.env.TERRAFORM_BINARY_NAME || "terraform";
  return /[\\/]/.test(name) ? resolve(name) : name;
}

function mirrorConfig(mirror) {
  const provider = `["registry.terraform.io/hashicorp/null", "registry.opentofu.org/hashicorp/null"]`;
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${provider}
  }
  direct {
    exclude = ${provider}
  }
}
`;
}

/** Named after its content and renamed into place, so that processes at the same time never read half a file. */
function cliConfig(content) {
  const path = join(
    cache,
    `cli-config-${createHash("sha256").update(content).digest("hex").slice(0, 12)}.tfrc`,
  );
  if (existsSync(path)) return path;
  mkdirSync(cache, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, content);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

function isOlder(version, minimum) {
  const [major, minor] = version.split(".").map(Number);
  const [minMajor, minMinor] = minimum.split(".").map(Number);
  return major < minMajor || (major === minMajor && minor < minMinor);
}

function firstLine(text) {
  return (text ?? "").trim().split("\n")[0];
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const { binary, name, version, platform } = findTerraform();
    console.log(`${name} ${version} on ${platform} ("${binary}")`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
