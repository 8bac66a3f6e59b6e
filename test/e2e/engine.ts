import { spawnSync } from "node:child_process";
import { TERRAFORM } from "./project";

/** By the minor number of version 1, such as 11 for Terraform 1.11.4. */
export interface Versions {
  readonly Terraform: number;
  readonly OpenTofu: number;
}

/** Whether the engine of this run is at least of these versions. */
export function isAtLeast(versions: Versions): boolean {
  const { stdout } = spawnSync(TERRAFORM, ["version"], { encoding: "utf8" });
  const [, name, minor] = /^(Terraform|OpenTofu) v1\.(\d+)/m.exec(stdout) ?? [];
  return Number(minor) >= versions[name as keyof Versions];
}

/**
 * Whether the engine of this run writes the local state after each resource, so that after a kill it may say more than
 * is true. OpenTofu from 1.7 on writes it every 20 s and at the end, and runs the hook again.
 */
export function savesStateAtOnce(): boolean {
  return !isAtLeast({ Terraform: Number.POSITIVE_INFINITY, OpenTofu: 7 });
}

/** The documents quote Terraform; OpenTofu says the same in few other words. */
const WORDS: readonly (readonly [string, string])[] = [
  ["OpenTofu", "Terraform"],
  [TERRAFORM, "terraform"],
  ["so it must be replaced", "so must be replaced"],
  ["will be removed from the Terraform state but", "will no longer be managed by Terraform, but"],
];

export function asTerraformSays(output: string): string {
  return WORDS.reduce((text, [said, meant]) => text.replaceAll(said, meant), output);
}
