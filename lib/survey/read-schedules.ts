import type { Group } from "../archival/platform";
import { keyOf, type Target } from "../archival/target";
import { subGroupsOf } from "../archival/tree";
import { inParallel } from "../common/in-parallel";
import type { ScheduledActivity } from "../ctl/readings";

/** Schedules can only be asked group by group: where more groups are declared, of none. */
const MOST_DECLARED = 10;
/** With the groups below them. */
const MOST_ASKED = 20;

/** By account and group; without the groups that nobody asked about, or that gave no answer. */
export type Schedules = ReadonlyMap<string, readonly ScheduledActivity[]>;

/** Asks what is done by schedule to some groups and, as far as that is not too many, to the groups below them. */
export async function readSchedules(
  declared: readonly { readonly accountAlias: string; readonly group: Group }[],
  platform: { scheduledActivities(target: Target): Promise<readonly ScheduledActivity[] | undefined> },
): Promise<Schedules> {
  if (declared.length > MOST_DECLARED) {
    return new Map();
  }
  const below = declared.flatMap(({ accountAlias, group }) =>
    subGroupsOf(group).map((child) => ({ accountAlias, group: child })),
  );
  const targets = new Map(
    [...declared, ...below].map(({ accountAlias, group }) => {
      const target = { accountAlias, groupId: group.id };
      return [keyOf(target), target];
    }),
  );
  const answers = await inParallel([...targets].slice(0, MOST_ASKED), async ([key, target]) => {
    const activities = await platform.scheduledActivities(target).catch(() => undefined);
    return activities ? [[key, activities] as const] : [];
  });
  return new Map(answers.flat());
}
