import type { Sighting } from "./sighting";
import type { Target } from "./target";

/** What it may mean that the group is missing, depending on what else answers. */
export function whyMissing({ isAnswering }: Pick<Sighting, "isAnswering">): string {
  return isAnswering
    ? "the platform does not show the group: it may be archived and hidden, or deleted"
    : "the platform shows neither the group nor what must exist, such as its data centers: something on the way may answer 404 to everything";
}

/** The command that follows an operation whose id is known from elsewhere. */
export function adoptCommand({ accountAlias, groupId }: Target): string {
  return `archived-group archive --account ${accountAlias} --group ${groupId} --operation ID`;
}
