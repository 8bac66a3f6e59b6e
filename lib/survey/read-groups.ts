import { type Group, isPlatformError, type PlatformError } from "../archival/platform";
import type { Target } from "../archival/target";
import { inParallel } from "../common/in-parallel";
import type { DataCenter, GroupName } from "../ctl/groups";

/** Few groups are read one by one: the list of data centers alone would be half of the requests. */
const FEW = 2;
/** Nobody nests groups that deep. */
const MOST_LEVELS = 100;

/** What reading groups needs of the client. */
export interface GroupReader {
  dataCenters(accountAlias: string): Promise<readonly DataCenter[]>;
  group(target: Target): Promise<Group | undefined>;
  groupName(target: Target): Promise<GroupName | undefined>;
}

/** A group with the names of the groups above it. */
export interface LocatedGroup {
  readonly group: Group;
  /** From the root of the data center down; empty where the user may not see them. */
  readonly path: readonly string[];
  /** A group that was read and holds this one: what is asked of it answers for this one as well. */
  readonly readAs: string;
}

/**
 * Reads groups of one account with as few requests as possible: one by one, or as parts of whole trees where that is
 * fewer.
 *
 * @returns by id; `undefined` for one that the platform does not show, an error for one that could not be read
 * @throws PlatformError when the platform does not accept who we are: to ask for the next group would be refused as well
 */
export async function readGroups(
  reader: GroupReader,
  accountAlias: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LocatedGroup | PlatformError | undefined>> {
  const found = new Map<string, LocatedGroup | PlatformError | undefined>();
  if (ids.length > FEW) {
    for (const tree of await readTrees(reader, accountAlias, ids.length)) {
      locate(tree, ids, found);
    }
  }
  const left = ids.filter((id) => !found.has(id));
  const names = new Map<string, Promise<GroupName | undefined>>();
  await inParallel(left, async (groupId) => {
    const group = await unlessRefused(() => reader.group({ accountAlias, groupId }));
    if (!group || group instanceof Error) {
      found.set(groupId, group);
    } else {
      const path = await namesAbove(reader, accountAlias, group.parentId, names);
      found.set(groupId, { group, path, readAs: groupId });
    }
  });
  return found;
}

async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | PlatformError> {
  try {
    return await ask();
  } catch (error) {
    if (isPlatformError(error) && error.trouble !== "credentials") {
      return error;
    }
    throw error;
  }
}

/** The trees of all data centers; none when that is no fewer requests, or this user may not see them. */
async function readTrees(reader: GroupReader, accountAlias: string, many: number): Promise<Group[]> {
  try {
    const roots = (await reader.dataCenters(accountAlias)).flatMap(({ rootGroupId }) => rootGroupId ?? []);
    if (roots.length >= many) {
      return [];
    }
    const trees = await inParallel(roots, (groupId) => reader.group({ accountAlias, groupId }));
    return trees.filter((tree) => tree !== undefined);
  } catch (error) {
    if (isPlatformError(error) && error.trouble === "credentials") {
      throw error;
    }
    // Reading them one by one says what is wrong, if anything is.
    return [];
  }
}

function locate(tree: Group, ids: readonly string[], found: Map<string, unknown>): void {
  const wanted = new Set(ids);
  const visit = (group: Group, path: readonly string[]): void => {
    if (wanted.has(group.id)) {
      found.set(group.id, { group, path, readAs: tree.id });
    }
    for (const child of group.groups) {
      visit(child, [...path, group.name]);
    }
  };
  visit(tree, []);
}

async function namesAbove(
  reader: GroupReader,
  accountAlias: string,
  parentId: string | undefined,
  known: Map<string, Promise<GroupName | undefined>>,
): Promise<string[]> {
  const path: string[] = [];
  for (let groupId = parentId; groupId !== undefined; ) {
    const asked = known.get(groupId) ?? reader.groupName({ accountAlias, groupId }).catch(() => undefined);
    known.set(groupId, asked);
    const parent = await asked;
    if (!parent || path.length >= MOST_LEVELS) {
      break;
    }
    path.unshift(parent.name);
    groupId = parent.parentId;
  }
  return path;
}
