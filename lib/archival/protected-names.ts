import picomatch from "picomatch";
import type { Group } from "./platform";
import { isLive, serversOf, subGroupsOf } from "./tree";

/**
 * What of a group is protected, one phrase each: the group, its sub-groups, and their servers that are not archived.
 *
 * @param patterns whole names or globs (`*`, `?`, `[ab]`); case does not matter
 *
 * @example
 * protectedIn(group, ["*production*"]); // ['group "Web Production" is protected by "*production*"']
 */
export function protectedIn(group: Group, patterns: readonly string[]): string[] {
  const matchers = patterns.map((pattern) => ({ pattern, matches: matcher(pattern) }));
  const named = [
    ...[group, ...subGroupsOf(group)].map(({ name }) => ({ kind: "group", name })),
    ...serversOf(group)
      .filter(isLive)
      .map(({ name }) => ({ kind: "server", name })),
  ];
  return named.flatMap(({ kind, name }) => {
    const found = matchers.find(({ matches }) => matches(name));
    return found ? [`${kind} "${name}" is protected by "${found.pattern}"`] : [];
  });
}

/** To globs a slash parts folders, which names do not have. */
function matcher(pattern: string): (name: string) => boolean {
  const flat = (text: string): string => text.replaceAll("/", "\u2215");
  const glob = picomatch(flat(pattern), { dot: true, nocase: true, nonegate: true });
  return (name) => name.toLowerCase() === pattern.toLowerCase() || glob(flat(name));
}
