import { type Network, networksOf } from "../../account/data-center";
import type { DataCenterRecord } from "../../account/model";

import type { Answer } from "../answer";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import type { Link } from "../wire";

/** GET /v2-experimental/networks/{account}/{dataCenter}: keys in the recorded order [REC ×174]. */
const listNetworks: Route = {
  name: "networks",
  method: "GET",
  path: "/v2-experimental/networks/:account/:dataCenter",
  handle: (call) => inDataCenter(call, (networks, at) => networks.map((one) => render(call, one, at))),
};

/**
 * GET /v2-experimental/networks/{account}/{dataCenter}/{networkId}[?ipAddresses=claimed|free|all] [REC ×2].
 * With `ipAddresses`, it lists the addresses of servers [INF], but no free ones.
 */
const getNetwork: Route = {
  name: "networks",
  method: "GET",
  path: "/v2-experimental/networks/:account/:dataCenter/:networkId",
  handle: (call) =>
    inDataCenter(call, (networks, at) => {
      const network = networks.find(({ id }) => id === call.params.networkId?.toLowerCase());
      const wanted = call.query.get("ipaddresses")?.toLowerCase();
      if (!network || wanted === undefined) return network && render(call, network, at);
      return render(call, network, at, wanted === "free" ? [] : claimed(call, at));
    }),
};

export const networkRoutes: readonly Route[] = [listNetworks, getNetwork];

function inDataCenter(
  { params, world: { store } }: Call,
  find: (networks: Network[], at: DataCenterRecord) => object | undefined,
): Answer {
  const at = store.dataCenter(params.dataCenter ?? "");
  const body = at && find(networksOf(store.account, at), at);
  return body ? { status: 200, body } : errors.notFound();
}

function render(
  { world }: Call,
  { id, cidr, gateway, name, netmask, vlan }: Network,
  at: DataCenterRecord,
  ipAddresses?: readonly object[],
): object {
  const account = world.store.account.alias.toLowerCase();
  const href = `/v2-experimental/networks/${account}/${at.id.toLowerCase()}/${id}`;
  const links: Link[] = [
    { rel: "self", href, verbs: ["GET", "PUT"] },
    { rel: "ipAddresses", href: `${href}/ipAddresses`, verbs: ["GET"] },
    { rel: "release", href: `${href}/release`, verbs: ["POST"] },
  ];
  const network = { id, cidr, description: name, gateway, name, netmask, type: "private", vlan };
  return { ...network, ...(ipAddresses && { ipAddresses }), links };
}

function claimed({ tree }: Call, { id }: DataCenterRecord): object[] {
  const servers = [...tree.servers.values()].filter(({ locationId }) => locationId === id);
  return servers.flatMap((server) =>
    server.addresses.map(({ internal }, at) => ({
      address: internal,
      claimed: true,
      primary: at === 0,
      server: server.id.toUpperCase(),
      type: "private",
    })),
  );
}
