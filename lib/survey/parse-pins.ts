import { parseAccountAlias, parseGroupId } from "../archival/target";
import { parseEndpoint } from "../endpoint";
import { UsageError } from "../usage-error";
import type { Pin, PinnedGroup, PinnedServer } from "./pin";

/**
 * Reads what a scope file holds. It decides what may be archived, so nothing in it is guessed.
 *
 * @param path for the message
 * @throws UsageError naming what is wrong and where
 */
export function parsePins(text: string, path: string): readonly Pin[] {
  const fail = (what: string): never => {
    throw new UsageError(`${path} ${what}; mend it, or write it anew with "archived-group pin"`);
  };
  const { version, groups, ...others } = parseJson(text, fail);
  if (version !== 1) {
    fail(`has the version ${JSON.stringify(version)}, and this release knows version 1`);
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
      /^<{7}|^>{7}/m.test(text) ? "holds a merge conflict" : `is no JSON (${(error as Error).message})`,
    );
  }
  return isRecord(value) ? value : fail("is no JSON object");
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
  const what = `of the server ${String(id)}`;
  refuseOthers(others, `the server ${String(id)}`);
  const size = Object.entries({ cpu, memoryMB, storageGB }).filter(([, number]) => number !== undefined);
  const wrong = size.find(([, number]) => !(Number.isFinite(number) && Number(number) >= 0))?.[0];
  if (wrong !== undefined) {
    throw new Error(`${wrong} ${what} must be a number that is not negative`);
  }
  const named = {
    id: text(id, "the id of a server"),
    name: nameOf(name, `name ${what}`),
    in: text(within, `in ${what}`),
  };
  return { ...named, ...Object.fromEntries(size) };
}

/** Everything is in the group or below it, once. */
function checkTree({ groupId, subGroups, servers }: Pin): void {
  const above = new Map(subGroups.map((group) => [group.id, group.in]));
  const ids = [groupId, ...subGroups.map(({ id }) => id), ...servers.map(({ id }) => id)];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index && new Set(ids).size < ids.length);
  if (twice !== undefined) {
    throw new Error(`${twice} stands there twice`);
  }
  for (const { id, in: within } of [...subGroups, ...servers]) {
    let at: string | undefined = within;
    for (let steps = 0; at !== groupId && at !== undefined; steps += 1) {
      at = steps > subGroups.length ? undefined : above.get(at);
    }
    if (at === undefined) {
      throw new Error(`${id} is in ${within}, which is not below the group`);
    }
  }
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

/** A name that the platform gave, which may be empty. */
function nameOf(value: unknown, what: string): string {
  if (typeof value !== "string") {
    throw new Error(`${what} must be a text, got ${JSON.stringify(value)}`);
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
