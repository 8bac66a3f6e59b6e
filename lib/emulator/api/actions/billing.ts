import type { GroupRecord } from "../../account/model";
import { charges, HOURLY_PRICES } from "../../account/prices";
import { CACHEABLE } from "../answer";
import { errors } from "../errors";
import { withFloats } from "../json-text";
import { wireDate } from "../links";
import type { Route } from "../router";
import { visibleGroup } from "./find";

/** GET /v2/groups/{account}/{groupId}/billing [REC ×10]: the group and everything below it, the group first. */
export const groupBilling: Route = {
  name: "groupBilling",
  method: "GET",
  path: "/v2/groups/:account/:groupId/billing",
  handle(call) {
    const { tree, world } = call;
    const group = visibleGroup(call);
    if (!group) return errors.notFound();
    const now = world.options.clock();
    const byGroup = tree.serversByGroup();
    const bill = ({ name, id }: GroupRecord) => ({
      name,
      servers: Object.fromEntries((byGroup.get(id) ?? []).map((server) => [server.id, charges(server, now)])),
    });
    const body = {
      date: wireDate(now),
      groups: Object.fromEntries(tree.subtree(group.id).map((member) => [member.id, bill(member)])),
    };
    return { status: 200, text: withFloats(body), headers: CACHEABLE };
  },
};

/** GET /v2/billing/{account}/serverPricing/{serverId} [CODE]: the hourly prices of its parts. */
export const serverPricing: Route = {
  name: "serverPricing",
  method: "GET",
  path: "/v2/billing/:account/serverPricing/:serverId",
  handle({ params, tree }) {
    if (!tree.server(params.serverId ?? "")) return errors.notFound();
    return { status: 200, body: HOURLY_PRICES };
  },
};
