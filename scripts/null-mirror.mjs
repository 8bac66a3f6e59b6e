/**
 * A filesystem mirror with the provider hashicorp/null, so that the tests need no provider registry.
 * As a script it makes the mirror when it is missing, and prints its path.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goEnvironment } from "./go.mjs";
import { findTerraform, terraformEnvironment } from "./terraform.mjs";

/** The version that @cdktf/provider-null 11 asks for. */
const version = "3.2.4";
const cache = fileURLToPath(new URL("../.cache/", import.meta.url));
const recipe = fileURLToPath(new URL("null-provider/", import.meta.url));
const registries = { Terraform: "registry.terraform.io", OpenTofu: "registry.opentofu.org" };

/**
 * The path of the mirror, made when it is missing: from the provider registry, else with Go.
 *
 * @param {{ terraform?: ReturnType<typeof findTerraform>, log?: (line: string) => void }} [options]
 */
export function ensureNullMirror({ terraform = findTerraform(), log = () => {} } = {}) {
  const built = nullMirrorIfBuilt(terraform);
  if (built) return built;
  const mirror = mirrorPath(terraform);
  mkdirSync(mirror, { recursive: true });
  const work = mkdtempSync(`${mirror}-making-`);
  try {
    const refusal = fromRegistry(work, terraform);
    if (refusal) withGo(work, terraform, refusal, log);
    for (const registry of Object.values(registries)) moveInto(mirror, work, registry);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return mirror;
}

/** The path of the mirror when it is there already, for this Terraform. */
export function nullMirrorIfBuilt(terraform = findTerraform()) {
  const mirror = mirrorPath(terraform);
  return existsSync(join(mirror, packagePath(registries[terraform.name], terraform.platform)))
    ? mirror
    : undefined;
}

/** Whether the registry, or a mirror of the caller's own, gives the provider to this Terraform. */
export function registryGivesNull(terraform = findTerraform()) {
  const work = mkdtempSync(join(tmpdir(), "null-provider-"));
  try {
    return fromRegistry(work, terraform) === undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The path holds what the mirror was made from, so that a changed recipe or another platform makes another one. */
function mirrorPath({ platform }) {
  const hash = createHash("sha256").update(version);
  for (const name of ["main.go", "go.mod", "go.sum"]) hash.update(readFileSync(join(recipe, name)));
  return join(cache, "null-mirror", `${platform}-${hash.digest("hex").slice(0, 12)}`);
}

function packagePath(registry, platform) {
  return join(registry, "hashicorp", "null", version, platform);
}

/**
 * `terraform init` leaves the providers in the layout of a mirror, and unlike `terraform providers mirror` it also asks
 * the mirrors of the caller's own configuration.
 *
 * @returns {string | undefined} why not
 */
function fromRegistry(work, { binary, name, platform }) {
  const stack = mkdtempSync(join(tmpdir(), "null-provider-"));
  try {
    const required = { null: { source: "hashicorp/null", version } };
    writeFileSync(
      join(stack, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: required } }),
    );
    const { error, status } = spawnSync(binary, ["init", "-input=false", "-no-color"], {
      cwd: stack,
      timeout: 30_000,
      killSignal: "SIGKILL",
      env: { ...terraformEnvironment({ pluginCache: false }), TF_REGISTRY_DISCOVERY_RETRY: "0" },
    });
    if (status !== 0)
      return `${registries[name]} ${error?.code === "ETIMEDOUT" ? "did not answer in 30 s" : "did not give it"}`;
    const path = packagePath(registries[name], platform);
    cpSync(join(stack, ".terraform", "providers", path), join(work, path), {
      recursive: true,
      dereference: true,
    });
  } finally {
    rmSync(stack, { recursive: true, force: true });
  }
}

/**
 * Builds the real provider from its Go module, v1.0.0: later releases are no valid Go modules (their paths lack the /v2
 * and /v3). It goes under the version that the bindings ask for; `null_resource` and its triggers are the same in both.
 */
function withGo(work, { platform }, refusal, log) {
  const missing = `The provider hashicorp/null ${version} is missing: ${refusal}`;
  const fix =
    "allow access to that registry, or install Go 1.17 or later with access to a Go module proxy, then run this again.";
  if (spawnSync("go", ["version"]).error)
    throw new Error(`${missing}, and there is no Go on the PATH to build it with: ${fix}`);

  log("building the provider hashicorp/null with Go, once (about a minute) …");
  const binary = join(work, "provider");
  const { status, stderr } = spawnSync(
    "go",
    ["build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "."],
    {
      cwd: recipe,
      encoding: "utf8",
      env: goEnvironment(platform),
    },
  );
  if (status !== 0) {
    const reason = stderr.trim().split("\n").at(-1);
    throw new Error(`${missing}, and building it with Go failed (${reason}): ${fix}`);
  }
  const suffix = platform.startsWith("windows") ? ".exe" : "";
  for (const registry of Object.values(registries)) {
    const target = join(work, packagePath(registry, platform));
    mkdirSync(target, { recursive: true });
    cpSync(binary, join(target, `terraform-provider-null_v${version}${suffix}`));
  }
}

/** One rename, so that a killed or a second run leaves no half mirror; whoever came first has won. */
function moveInto(mirror, work, registry) {
  if (!existsSync(join(work, registry))) return;
  try {
    renameSync(join(work, registry), join(mirror, registry));
  } catch (error) {
    if (!existsSync(join(mirror, registry))) throw error;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(ensureNullMirror({ log: console.error }));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
