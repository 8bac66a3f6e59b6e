import type { Answer } from "../answer";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { visibleGroup } from "./find";

/** [CODE] What a group without settings of its own answers: nothing is set, nothing is inherited [INF]. */
const DEFAULTS = Object.fromEntries(
  ["cpu", "memoryGB", "networkId", "primaryDns", "secondaryDns", "templateName"].map((name) => [
    name,
    { inherited: false },
  ]),
);

/** GET …/defaults and …/upcomingScheduledActivities of a group that has none of them [INF]. */
export const groupSettings: readonly Route[] = [
  setting("defaults", DEFAULTS),
  setting("upcomingScheduledActivities", []),
];

function setting(last: string, body: unknown): Route {
  return {
    name: "groupSettings",
    method: "GET",
    path: `/v2/groups/:account/:groupId/${last}`,
    handle: (call: Call): Answer => (visibleGroup(call) ? { status: 200, body } : errors.notFound()),
  };
}
