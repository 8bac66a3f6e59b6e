import { errors } from "../errors";
import type { GroupRecord } from "../model";
import { charges, HOURLY_PRICES } from "../prices";
import type { Route } from "../router";
import { visibleGroup } from "./find";

/** GET /v2/groups/{account}/{groupId}/billing [DOC]: the group and everything below it, the group first. */
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
      // Seven digits after the second [DOC].
      date: new Date(now).toISOString().replace("Z", "0000Z"),
      groups: Object.fromEntries(tree.subtree(group.id).map((member) => [member.id, bill(member)])),
    };
    return { status: 200, text: withDecimals(JSON.stringify(body)) };
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

/** Costs are floats: whole ones are written with a zero after the point [DOC]. */
function withDecimals(json: string): string {
  return json.replace(
    /("(?:templateCost|archiveCost|monthlyEstimate|monthToDate|currentHour)":\d+)(?=[,}])/g,
    "$1.0",
  );
}
