import { isRestorable, isToRestore, queuedFor, serversOf, showsArchived } from "../archival/tree";
import { firstOf } from "../common/text";
import type { Findings } from "./findings";

const MOST_NAMED = 5;

/** Whether the group is as the declaration asks for, with nothing in flight: what was cut off is gone on with first. */
export function isAsWanted(findings: Findings): boolean {
  const {
    found: { group },
    open,
    wants,
  } = findings;
  const isOtherOpen = open !== undefined && (open.action === "archive") !== (wants === "archived");
  const isThere =
    wants === "archived" ? showsArchived(group) : !isToRestore(group) && halfArchived(findings).length === 0;
  return isThere && !serversOf(group).some(queuedFor) && !isOtherOpen;
}

/** What an archive that failed leaves of a group to restore: it is active, and some of its servers are archived and have left it. */
export function halfArchived({ found: { group }, wants, archivedFromHere }: Findings): string[] {
  if (wants === "archived" || isToRestore(group)) {
    return [];
  }
  const shown = serversOf(group);
  const ids = new Set(shown.map(({ id }) => id));
  const gone = archivedFromHere.filter((id) => !ids.has(id));
  const stillArchived = [...new Set([...shown.filter(isRestorable).map(({ id }) => id), ...gone])];
  if (stillArchived.length === 0) {
    return [];
  }
  const named = firstOf(stillArchived, MOST_NAMED).join(", ");
  return [
    `it is active, but some of what was archived is not back in it (${named}): the apply will fail on those that are still archived, because the platform restores only whole groups`,
  ];
}
