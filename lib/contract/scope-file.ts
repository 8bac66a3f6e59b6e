import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findProjectFolder } from "../common/project-folder";
import { UsageError } from "../common/usage-error";
import { parsePins } from "./parse-pins";
import type { Pin } from "./pin";

/** The name of the scope file, which lies beside cdktf.json and is committed. */
export const SCOPE_FILE = "archived-group.scope.json";

/** The scope file of the project that a folder is in: beside the nearest cdktf.json, else in the folder itself. */
export function scopeFilePath(folder: string): string {
  return join(findProjectFolder(folder) ?? folder, SCOPE_FILE);
}

/**
 * Reads a scope file.
 *
 * @returns none when there is no such file
 * @throws UsageError when it is of another version, or is no scope file
 */
export function readPins(path: string): readonly Pin[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return [];
    }
    throw new UsageError(`${path} cannot be read (${(error as Error).message})`);
  }
  return parsePins(text, path);
}
