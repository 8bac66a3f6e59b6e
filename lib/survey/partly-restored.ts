import { groupStateOf } from "../archival/states";
import type { Impact } from "../contract/impact";

/** Whether a group says that it is archived, although servers of it are active: a restore has done a part of its work. */
export function isPartlyRestored({ archived, group }: Pick<Impact, "archived" | "group">): boolean {
  return !archived && groupStateOf(group.status ?? "") === "archived";
}
