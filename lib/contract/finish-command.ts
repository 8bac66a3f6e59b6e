import type { JournalEntry } from "../archival/journal";
import type { Target } from "../archival/target";

/** The command that sees through what was begun of a group and is open; where the journal is unusable, an archive. */
export function finishCommand({
  action = "archive",
  accountAlias,
  groupId,
  targetGroupId,
}: Target & Partial<JournalEntry>): string {
  const target = targetGroupId === undefined ? "" : ` --target ${targetGroupId}`;
  return `archived-group ${action} --account ${accountAlias} --group ${groupId}${target}`;
}
