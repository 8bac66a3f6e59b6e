import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const script = join(__dirname, "../../scripts/terraform.mjs");
const fix =
  "install Terraform 1.5 or later (or OpenTofu 1.6 or later, with TERRAFORM_BINARY_NAME=tofu), then run this again.";
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "terraform-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that says it is this one. */
function binary(says: string) {
  const path = join(folder, "fake");
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' '${says}' 'on linux_amd64'\n`, { mode: 0o755 });
  return path;
}

function find(binaryName: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    encoding: "utf8",
    env: { ...process.env, TERRAFORM_BINARY_NAME: binaryName },
  });
  return { status, said: (stdout + stderr).trim() };
}

function environment(options: object, env: NodeJS.ProcessEnv): Record<string, string> {
  const code = `import { terraformEnvironment } from ${JSON.stringify(pathToFileURL(script).href)};
    console.log(JSON.stringify(terraformEnvironment(${JSON.stringify(options)})));`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], {
    encoding: "utf8",
    env,
  });
  return JSON.parse(stdout);
}

test.each(["Terraform v1.5.0", "Terraform v1.11.4", "Terraform v2.0.0-alpha1", "OpenTofu v1.6.3"])(
  "%s is found",
  (says) => {
    const path = binary(says);

    expect(find(path)).toEqual({ status: 0, said: `${says.replace(" v", " ")} on linux_amd64 ("${path}")` });
  },
);

test.each([
  ["Terraform v1.4.7", "1.5"],
  ["Terraform v0.15.5", "1.5"],
  ["OpenTofu v1.5.9", "1.6"],
])("%s is refused as older than %s", (says, oldest) => {
  const path = binary(says);

  expect(find(path)).toEqual({
    status: 2,
    said: `${says.replace(" v", " ")} ("${path}") is older than ${oldest}: ${fix}`,
  });
});

test("a missing program is named with the fix", () => {
  expect(find("no-such-terraform")).toEqual({
    status: 2,
    said: `"no-such-terraform" was not found on the PATH (ENOENT): ${fix}`,
  });
});

test("another program of that name is told from Terraform", () => {
  const path = binary("terraform-the-game 3");

  expect(find(path).said).toBe(
    `"${path} version" is neither Terraform's nor OpenTofu's (it said: terraform-the-game 3): ${fix}`,
  );
});

test("the environment carries nothing of the caller's that changes what Terraform does", () => {
  const own = {
    TF_IN_AUTOMATION: "1",
    TF_CLI_ARGS_plan: "-lock=false",
    TF_WORKSPACE: "prod",
    TF_DATA_DIR: "/x",
  };

  expect(environment({}, { ...own, TF_LOG: "debug", HOME: "/home/me" })).toEqual({
    TF_LOG: "debug",
    HOME: "/home/me",
    CHECKPOINT_DISABLE: "1",
    TERRAFORM_BINARY_NAME: "terraform",
  });
});

test("the caller's CLI configuration stays when it exists, and an empty one replaces a missing one", () => {
  const config = join(folder, "own.tfrc");
  const used = environment({}, { TF_CLI_CONFIG_FILE: config }).TF_CLI_CONFIG_FILE ?? "";
  expect(used).not.toBe(config);
  expect(readFileSync(used, "utf8")).toBe("");

  writeFileSync(config, "");
  expect(environment({}, { TF_CLI_CONFIG_FILE: config }).TF_CLI_CONFIG_FILE).toBe(config);
});

test("with a mirror the null provider comes from there alone, and enters no shared plugin cache", () => {
  const env = environment({ mirror: folder }, { TF_PLUGIN_CACHE_DIR: "/shared" });
  const config = env.TF_CLI_CONFIG_FILE ?? "";

  expect(env).toMatchObject({ CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" });
  expect(env).not.toHaveProperty("TF_PLUGIN_CACHE_DIR");
  expect(existsSync(config)).toBe(true);
  expect(readFileSync(config, "utf8").replace(/\s+/g, " ")).toContain(
    `filesystem_mirror { path = ${JSON.stringify(folder)} include = ["registry.terraform.io/hashicorp/null",`,
  );
  rmSync(config); // named after the folder of this test
});
