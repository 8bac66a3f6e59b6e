import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { asRecord } from "./read-json";

/** The command of the CDK: that of CDK for Terraform, or that of CDK Terrain, its successor. */
export type Cdk = "cdktf" | "cdktn";

/** cdktf ended with 0.21, and cdktn began with 0.22. Both write their version to the manifest. */
const FIRST_TERRAIN = 22;

/**
 * Which CDK a project uses. Both have a cdktf.json. What was synthesized tells it for apps in any language; before the
 * first synth, the packages that the project asks for do.
 *
 * @param output where it is synthesized to
 */
export function cdkOf({ folder, output }: { readonly folder: string; readonly output: string }): Cdk {
  const { version } = read(join(output, "manifest.json"));
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(String(version)) ?? [];
  // A build that was never released calls itself 0.0.0.
  if (minor !== undefined && `${major}.${minor}` !== "0.0") {
    return Number(major) > 0 || Number(minor) >= FIRST_TERRAIN ? "cdktn" : "cdktf";
  }
  const { dependencies, devDependencies } = read(nearest(folder, "package.json"));
  const asked = Object.keys({ ...asRecord(dependencies), ...asRecord(devDependencies) });
  const asksFor = (...names: string[]): boolean => names.some((name) => asked.includes(name));
  return asksFor("cdktn", "cdktn-cli") && !asksFor("cdktf", "cdktf-cli") ? "cdktn" : "cdktf";
}

function nearest(from: string, name: string): string {
  const path = join(from, name);
  return existsSync(path) || dirname(from) === from ? path : nearest(dirname(from), name);
}

/** Nothing where there is no such file: it only tells names. */
function read(path: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}
