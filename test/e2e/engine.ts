import { spawnSync } from "node:child_process";
import { TERRAFORM } from "./project";

/**
 * Whether the engine of this run writes the local state after each resource, so that after a kill it may say more than
 * is true. OpenTofu from 1.7 on writes it every 20 s and at the end, and runs the hook again.
 */
export function savesStateAtOnce(): boolean {
  const { stdout } = spawnSync(TERRAFORM, ["version"], { encoding: "utf8" });
  const [, minor] = /^OpenTofu v1\.(\d+)/m.exec(stdout) ?? [];
  return minor === undefined || Number(minor) < 7;
}
