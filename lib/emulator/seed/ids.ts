import { createHash } from "node:crypto";
import type { ScheduledActivitySeed } from "./activity";

/** An id (32 lower-case hex digits) made from names: the same at every start. */
export function stableId(...names: string[]): string {
  return createHash("sha256").update(names.join("/")).digest("hex").slice(0, 32);
}

/** The id of a scheduled activity, in lower case: its own, or one made from its place in the list of its group. */
export function activityId({ id }: ScheduledActivitySeed, groupId: string, place: number): string {
  return (id ?? stableId(groupId, "scheduledActivities", String(place))).toLowerCase();
}
