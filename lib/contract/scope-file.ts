import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonText } from "../common/json-text";
import { findProjectFolder } from "../common/project-folder";
import { UsageError } from "../common/usage-error";
import { parsePins } from "./parse-pins";
import type { Pin, PinnedGroup, PinnedServer } from "./pin";

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

/**
 * Writes pins in a stable order, one line for each server and sub-group, and each group in lines of its own: changes of
 * different groups merge without a conflict.
 */
export function formatPins(pins: readonly Pin[]): string {
  const groups = [...pins]
    .sort(byKey(({ accountAlias, groupId }) => `${accountAlias} ${groupId}`))
    .map(formatPin);
  return `{\n  "version": 1,\n  "groups": {${groups.join(",")}\n  }\n}\n`;
}

function formatPin({ accountAlias, groupId, subGroups, servers, ...rest }: Pin): string {
  const { endpoint, name, path, parentId, locationId } = rest;
  const facts = Object.entries({ name, path, parentId, locationId, endpoint }).flatMap(([key, value]) =>
    value === undefined ? [] : [`      ${jsonText(key)}: ${jsonText(value)},\n`],
  );
  const key = jsonText(`${accountAlias} ${groupId}`);
  return `\n    ${key}: {\n${facts.join("")}      "subGroups": ${lines(subGroups)},\n      "servers": ${lines(servers)}\n    }`;
}

/** By id: where something is moved to, its line stays where it was. */
function lines(items: readonly (PinnedGroup | PinnedServer)[]): string {
  const sorted = [...items].sort(byKey(({ id }) => id));
  const each = sorted.map((item) => `\n        ${jsonText(item)}`);
  return items.length === 0 ? "[]" : `[${each.join(",")}\n      ]`;
}

function byKey<T>(key: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => (key(one) < key(other) ? -1 : Number(key(one) > key(other)));
}
