import { renderActivity } from "../../account/activities";
import { errors } from "../errors";
import type { Route } from "../router";
import { visibleGroup } from "./find";

/** GET /v2/groups/{account}/{groupId}/scheduledActivities [DOC]: all of them, also those that are off or expired. */
export const scheduledActivities: Route = {
  name: "groupSettings",
  method: "GET",
  path: "/v2/groups/:account/:groupId/scheduledActivities",
  handle(call) {
    const { permissions, world } = call;
    const group = visibleGroup(call);
    if (!group) return errors.notFound();
    const account = world.store.account.alias.toLowerCase();
    const body = group.scheduledActivities.map((one) => renderActivity(one, group, account, permissions));
    return { status: 200, body };
  },
};
