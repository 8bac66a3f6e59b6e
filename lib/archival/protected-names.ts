import { parseGlob } from "../common/name-glob";
import type { Group } from "./platform";
import { isLive, serversOf, subGroupsOf } from "./tree";

/**
 * What of a group is protected, one phrase each: the group, its sub-groups, and their servers that are not archived.
 *
 * @param patterns names or globs, as {@link parseGlob} reads them
 * @throws UsageError when one of them is none
 *
 * @example
 * protectedIn(group, ["*production*"]); // ['group "Web Production" is protected by "*production*"']
 */
export function protectedIn(group: Group, patterns: readonly string[]): string[] {
  const globs = patterns.map((pattern) => ({ pattern, matches: parseGlob("protectedNames", pattern) }));
  const named = [
    ...[group, ...subGroupsOf(group)].map(({ name }) => ({ kind: "group", name })),
    ...serversOf(group)
      .filter(isLive)
      .map(({ name }) => ({ kind: "server", name })),
  ];
  return named.flatMap(({ kind, name }) => {
    const found = globs.find(({ matches }) => matches(name));
    return found ? [`${kind} "${name}" is protected by "${found.pattern}"`] : [];
  });
}
