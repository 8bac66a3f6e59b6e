import { createHash } from "node:crypto";
import { count } from "../common/text";
import { UsageError } from "../common/usage-error";
import type { Group } from "./platform";
import { isLive, serversOf, subGroupsOf, unlistedIn } from "./tree";

/** 36 bits of an id: one of 10,000 has the same as a new one with a chance of 1 to 7 million. */
const HASH_LENGTH = 6;
/** How many ids fit, with the name of a variable, into the 128 KiB that one may take on Linux (MAX_ARG_STRLEN, execve(2)). */
export const MOST_APPROVED = 21_800;
const PREFIX = "v1.";
const SHAPE = new RegExp(`^v1\\.(?:[\\w-]{${HASH_LENGTH}})*$`);

/**
 * The servers and sub-groups that somebody approved, as short hashes of their ids: those of {@link MOST_APPROVED} fit into one
 * variable of the environment, the ids of 10,000 servers would not.
 */
export type ApprovedScope = ReadonlySet<string>;

/**
 * Writes a scope as one short text, the same for the same ids in any order.
 *
 * @param ids of servers and sub-groups
 *
 * @example
 * const text: string = formatScope(["de1altdweb01", "de1altdweb02"]); // "v1." and 6 characters an id
 */
export function formatScope(ids: Iterable<string>): string {
  return PREFIX + [...new Set([...ids].map(hash))].sort().join("");
}

/** @throws UsageError when the text is no scope */
export function parseScope(text: string): ApprovedScope {
  if (!SHAPE.test(text)) {
    throw new UsageError(
      `the approved scope must be "${PREFIX}" and ${HASH_LENGTH} characters for each id, as the synth writes it, got "${text.slice(0, 40)}"`,
    );
  }
  return new Set(text.slice(PREFIX.length).match(new RegExp(`.{${HASH_LENGTH}}`, "g")) ?? []);
}

/** Whether something is in a scope. */
export function includes(scope: ApprovedScope, id: string): boolean {
  return scope.has(hash(id));
}

/** What of a group was not approved, one phrase each: sub-groups, and servers that are not archived or not even listed. */
export function outside(scope: ApprovedScope, group: Group): string[] {
  const unlisted = unlistedIn(group);
  const isNew = ({ id }: { readonly id: string }): boolean => !includes(scope, id);
  return [
    ...subGroupsOf(group)
      .filter(isNew)
      .map(({ id, name }) => `group "${name}" (${id})`),
    ...serversOf(group)
      .filter((server) => isLive(server) && isNew(server))
      .map(({ id, status }) => `server ${id} (${status})`),
    ...(unlisted > 0 ? [`${count(unlisted, "server")} that the platform counts but does not list`] : []),
  ];
}

function hash(id: string): string {
  return createHash("sha256").update(id.toLowerCase()).digest("base64url").slice(0, HASH_LENGTH);
}
