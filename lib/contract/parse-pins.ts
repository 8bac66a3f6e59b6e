import { parseAccountAlias, parseGroupId } from "../archival/target";
import { clean } from "../common/clean";
import { parseEndpoint } from "../common/endpoint";
import { groupBy } from "../common/group-by";
import { UsageError } from "../common/usage-error";
import type { Pin, PinnedGroup, PinnedServer } from "./pin";

/** Nobody nests groups that deep; the client reads no group that does. */
const MOST_LEVELS = 100;

/**
 * Reads what a scope file holds. It decides what may be archived, so nothing in it is guessed.
 *
 * @param path for the message
 * @throws UsageError naming what is wrong and where
 */
export function parsePins(text: string, path: string): readonly Pin[] {
  const fail = (what: string): never => {
    // At synth nobody else makes it fit to print, and branches of others hold such files.
    throw new UsageError(`${path} ${clean(what)}; fix it, or write it again with "archived-group pin"`);
  };
  const { version, groups, ...others } = parseJson(text, fail);
  if (version !== 1) {
    fail(`has the version ${JSON.stringify(version)}, and this release reads version 1`);
  }
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined || !isRecord(groups)) {
    return fail(unknown === undefined ? "has no groups" : `has the unknown key "${unknown}"`);
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) {
    fail(`has ${twice} twice`);
  }
  return Object.entries(groups).map(([key, value]) => {
    try {
      return parsePin(key, value);
    } catch (error) {
      return fail(`is wrong at "${key}": ${(error as Error).message}`);
    }
  });
}

function parseJson(text: string, fail: (what: string) => never): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(
      /^<{7}|^>{7}/m.test(text) ? "holds a merge conflict" : `is invalid JSON (${(error as Error).message})`,
    );
  }
  return isRecord(value) ? value : fail("is not a JSON object");
}

/** Two branches may both have pinned a group; of equal keys JSON.parse keeps the last one only. */
function repeatedKey(text: string): string | undefined {
  const seen = new Set<string>();
  let group = "";
  // Inside of a text, the quotation marks would have a backslash each.
  for (const [, key, part] of text.matchAll(/"(?:([A-Z0-9]+ [0-9a-f]{32})|(servers|subGroups))"\s*:/g)) {
    group = key === undefined ? group : `the group "${key}"`;
    const found = part === undefined ? group : `the ${part} of ${group}`;
    if (seen.has(found)) {
      return found;
    }
    seen.add(found);
  }
  return undefined;
}

function parsePin(key: string, value: unknown): Pin {
  const [alias = "", id = "", ...more] = key.split(" ");
  const accountAlias = parseAccountAlias(alias);
  const groupId = parseGroupId(id);
  if (more.length > 0 || key !== `${accountAlias} ${groupId}`) {
    throw new Error(`a key is an account and a group, such as "${accountAlias} ${groupId}"`);
  }
  const { endpoint, name, path, parentId, locationId, subGroups, servers, ...others } = record(
    value,
    "the group",
  );
  refuseOthers(others, "the group");
  const pin = {
    accountAlias,
    groupId,
    endpoint: parseEndpoint("endpoint", text(endpoint, "endpoint"), true),
    name: nameOf(name, "name"),
    path: list(path, "path").map((one) => nameOf(one, "a name of the path")),
    ...(parentId !== undefined && { parentId: parseGroupId(text(parentId, "parentId")) }),
    ...(locationId !== undefined && { locationId: text(locationId, "locationId") }),
    subGroups: list(subGroups, "subGroups").map(parseGroup),
    servers: list(servers, "servers").map(parseServer),
  };
  checkTree(pin);
  return pin;
}

function parseGroup(value: unknown): PinnedGroup {
  const { id, name, in: within, ...others } = record(value, "a sub-group");
  refuseOthers(others, `the sub-group ${String(id)}`);
  const what = `of the sub-group ${String(id)}`;
  return {
    id: text(id, "the id of a sub-group"),
    name: nameOf(name, `name ${what}`),
    in: text(within, `in ${what}`),
  };
}

function parseServer(value: unknown): PinnedServer {
  const { id, name, in: within, cpu, memoryMB, storageGB, ...others } = record(value, "a server");
  refuseOthers(others, `the server ${String(id)}`);
  const what = `of the server ${String(id)}`;
  return {
    id: text(id, "the id of a server"),
    name: nameOf(name, `name ${what}`),
    in: text(within, `in ${what}`),
    ...(cpu !== undefined && { cpu: size(cpu, `cpu ${what}`) }),
    ...(memoryMB !== undefined && { memoryMB: size(memoryMB, `memoryMB ${what}`) }),
    ...(storageGB !== undefined && { storageGB: size(storageGB, `storageGB ${what}`) }),
  };
}

/** Everything is in the group or below it, once. */
function checkTree({ groupId, subGroups, servers }: Pin): void {
  const items = [...subGroups, ...servers];
  const ids = new Set([groupId]);
  for (const { id } of items) {
    if (ids.has(id)) {
      throw new Error(`${id} is listed twice`);
    }
    ids.add(id);
  }
  const groups = groupsFrom(groupId, subGroups);
  const outside = items.find((item) => !groups.has(item.in));
  if (outside) {
    throw new Error(`${outside.id} is in ${outside.in}, which is not below the group`);
  }
}

/** The group and all groups below it, level by level. */
function groupsFrom(groupId: string, subGroups: readonly PinnedGroup[]): ReadonlySet<string> {
  const children = groupBy(subGroups, (group) => group.in);
  const found = new Set([groupId]);
  for (let level = [groupId], depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) {
      throw new Error(`its sub-groups are nested in more than ${MOST_LEVELS} levels`);
    }
    level = level.flatMap((id) => (children.get(id) ?? []).map((child) => child.id));
    for (const id of level) found.add(id);
  }
  return found;
}

function refuseOthers(others: object, where: string): void {
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) {
    throw new Error(`${where} has the unknown key "${unknown}"`);
  }
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (!isRecord(value)) {
    throw new Error(`${what} must be an object, got ${JSON.stringify(value)}`);
  }
  return value;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new Error(`${what} must be a list, got ${JSON.stringify(value)}`);
  }
  return value;
}

function text(value: unknown, what: string): string {
  if (value === "") {
    throw new Error(`${what} must not be empty`);
  }
  return nameOf(value, what);
}

function size(value: unknown, what: string): number {
  if (typeof value !== "number" || !(Number.isFinite(value) && value >= 0)) {
    throw new Error(`${what} must be a number of zero or more`);
  }
  return value;
}

/** A name that the platform gave, which may be empty. */
function nameOf(value: unknown, what: string): string {
  if (typeof value !== "string") {
    throw new Error(`${what} must be a string, got ${JSON.stringify(value)}`);
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
