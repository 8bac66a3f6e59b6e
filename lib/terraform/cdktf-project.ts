import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findProjectFolder } from "../common/project-folder";
import { UsageError } from "../common/usage-error";

/** A folder with a cdktf.json. */
export interface CdktfProject {
  readonly folder: string;
  /** The command that synthesizes the app. */
  readonly app: string;
  /** Where it is synthesized to; absolute. */
  readonly output: string;
  readonly context: Readonly<Record<string, unknown>>;
}

/** @throws UsageError when there is none, or its cdktf.json is unusable */
export function readProject(from: string): CdktfProject {
  const folder = findProjectFolder(from);
  if (folder === undefined) {
    throw new UsageError(`there is no cdktf.json in ${from} or above; run this in a cdktf project`);
  }
  const path = join(folder, "cdktf.json");
  try {
    const { app, output = "cdktf.out", context = {} } = JSON.parse(readFileSync(path, "utf8"));
    if (typeof app !== "string" || typeof output !== "string") {
      throw new Error("it names no app");
    }
    return { folder, app, output: resolve(folder, process.env.CDKTF_OUTPUT || output), context };
  } catch (error) {
    throw new UsageError(`${path} is unusable: ${(error as Error).message}`);
  }
}
