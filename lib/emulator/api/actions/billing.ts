import { storageOf } from "../../account/disks";
import type { GroupRecord, ServerRecord } from "../../account/model";
import { CACHEABLE, withFloats } from "../answer";
import { errors } from "../errors";
import type { Route } from "../router";
import { wireDate } from "../wire";
import { visibleGroup } from "./shared";

/** Prices per hour and unit, from the documentation of the Python SDK [CODE]; the same for every server [INF]. */
const HOURLY_PRICES = { cpu: 0.01, memoryGB: 0.015, storageGB: 0.00021, managedOS: 0 };

const HOURS_PER_MONTH = 720;

/** GET /v2/groups/{account}/{groupId}/billing [REC ×10]: the group first, then everything below it. */
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

/** GET /v2/billing/{account}/serverPricing/{serverId} [CODE]: the hourly prices of the server's parts. */
export const serverPricing: Route = {
  name: "serverPricing",
  method: "GET",
  path: "/v2/billing/:account/serverPricing/:serverId",
  handle({ params, tree }) {
    if (!tree.server(params.serverId ?? "")) return errors.notFound();
    return { status: 200, body: HOURLY_PRICES };
  },
};

/** The price of a server for an hour. Archived servers cost only their storage [DOC]. */
function hourlyPrice(server: ServerRecord): number {
  const storage = storageOf(server) * HOURLY_PRICES.storageGB;
  // It is in the Archive group, even while it is being restored.
  if (server.formerGroupId !== undefined) return storage;
  return storage + server.cpu * HOURLY_PRICES.cpu + (server.memoryMB / 1024) * HOURLY_PRICES.memoryGB;
}

/** The charges of one server, keys in the documented order [DOC]. The formula is not documented [INF]. */
function charges(server: ServerRecord, now: number): Record<string, number> {
  const hourly = hourlyPrice(server);
  const date = new Date(now);
  const monthStart = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const month = hourly * HOURS_PER_MONTH;
  return {
    templateCost: 0,
    archiveCost: server.formerGroupId === undefined ? 0 : round(month, 2),
    monthlyEstimate: round(month, 2),
    monthToDate: round((hourly * (now - monthStart)) / 3_600_000, 2),
    currentHour: round(hourly, 3),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
