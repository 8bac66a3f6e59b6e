import { readFileSync } from "node:fs";
import { UsageError } from "../common/usage-error";

/**
 * An object in a JSON file.
 *
 * @param next what helps when it is missing or unusable, such as `run "cdktf synth" first`
 * @throws UsageError that says so
 */
export function readJson(path: string, next: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${path} ${code === "ENOENT" ? "is missing" : `is unusable (${message})`}; ${next}`);
  }
}

export function asRecord(value: unknown): Record<string, unknown> {
  return Object(value) as Record<string, unknown>;
}
