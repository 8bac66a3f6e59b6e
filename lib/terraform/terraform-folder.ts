import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { configurationFiles, dataFolder } from "./configuration";

/** Whether Terraform or OpenTofu is used in a folder: it has configuration, a local state, or was initialized. */
export function isTerraformFolder(folder: string): boolean {
  const isThere = (path: string): boolean => existsSync(path);
  return (
    configurationFiles(folder).length > 0 ||
    [dataFolder(folder), join(folder, "terraform.tfstate")].some(isThere)
  );
}

/**
 * What is run as Terraform in a folder without a CDK: what the environment names, `tofu` where its files say so, else what is
 * installed.
 */
export function engineIn(folder: string, env: NodeJS.ProcessEnv = process.env): string {
  if (env.TERRAFORM_BINARY_NAME) {
    return env.TERRAFORM_BINARY_NAME;
  }
  if (isOfOpenTofu(folder)) {
    return "tofu";
  }
  return !isInstalled("terraform", env) && isInstalled("tofu", env) ? "tofu" : "terraform";
}

/** Its lock file names OpenTofu's registry for every provider without another one; only OpenTofu reads `.tofu` files. */
function isOfOpenTofu(folder: string): boolean {
  const lock = join(folder, ".terraform.lock.hcl");
  return (
    configurationFiles(folder).some((name) => /\.tofu(?:\.json)?$/.test(name)) ||
    (existsSync(lock) && readFileSync(lock, "utf8").includes('provider "registry.opentofu.org/'))
  );
}

function isInstalled(name: string, { PATH = "" }: NodeJS.ProcessEnv): boolean {
  return PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
