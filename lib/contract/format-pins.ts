import { jsonText } from "../common/json-text";
import type { Pin, PinnedGroup, PinnedServer } from "./pin";

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
