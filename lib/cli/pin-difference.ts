import { keyOf } from "../archival/target";
import { count } from "../common/plural";
import type { Pin } from "../contract/pin";

/** What is pinned, and what has changed since it was pinned before; a line each. */
export function pinDifference(before: readonly Pin[], after: readonly Pin[]): string[] {
  const earlierPins = new Map(before.map((pin) => [keyOf(pin), pin]));
  const kept = new Set(after.map(keyOf));
  return [
    ...after.flatMap((pin) => {
      const earlier = earlierPins.get(keyOf(pin));
      const { name, groupId, servers, subGroups } = pin;
      return [
        `"${name}" (${groupId}): ${count(servers.length, "server")}, ${count(subGroups.length, "sub-group")}${earlier ? "" : ", pinned for the first time"}`,
        ...(earlier ? [...changes("+", pin, earlier), ...changes("-", earlier, pin)] : []),
      ];
    }),
    ...before
      .filter((pin) => !kept.has(keyOf(pin)))
      .map(({ name, groupId }) => `"${name}" (${groupId}) is not declared any more, and no longer pinned`),
  ];
}

/** What one has and the other has not. */
function changes(sign: "+" | "-", one: Pin, other: Pin): string[] {
  const known = new Set([...other.servers, ...other.subGroups].map(({ id }) => id));
  return [
    ...one.subGroups.map(({ id, name }) => ({ id, line: `  ${sign} group "${name}" (${id})` })),
    ...one.servers.map(({ id }) => ({ id, line: `  ${sign} server ${id}` })),
  ].flatMap(({ id, line }) => (known.has(id) ? [] : [line]));
}
