import type { OutgoingHttpHeaders } from "node:http";
import { errors } from "../errors";
import { renderDataCenter } from "../render-data-center";
import type { Call, Route } from "../router";
import { stableId } from "../stable-id";

/** [REC] Data centers may be cached, unlike everything else. */
const CACHEABLE: OutgoingHttpHeaders = {
  "Cache-Control": "max-age=300, private",
  Pragma: undefined,
  Expires: undefined,
};

/** GET /v2/datacenters/{account} [REC]. */
export const listDataCenters: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account",
  handle(call) {
    const { account } = call.world.store;
    const body = account.dataCenters.map((dataCenter) =>
      renderDataCenter(dataCenter, account.alias.toLowerCase(), wantsGroup(call), call.permissions),
    );
    return { status: 200, body, headers: CACHEABLE };
  },
};

/** GET /v2/datacenters/{account}/{dataCenter} [REC]; an unknown one is a 404 without a body [REC]. */
export const getDataCenter: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account/:dataCenter",
  handle(call) {
    const { store } = call.world;
    const dataCenter = store.dataCenter(call.params.dataCenter ?? "");
    if (!dataCenter) return errors.notFound();
    const alias = store.account.alias.toLowerCase();
    const body = renderDataCenter(dataCenter, alias, wantsGroup(call), call.permissions);
    return { status: 200, body, headers: CACHEABLE };
  },
};

/**
 * GET /v2/datacenters/{account}/{dataCenter}/deploymentCapabilities, keys in the documented order [DOC]: Ansible
 * asks for the networks before it touches a server [RUN]. One network and one template [INF].
 */
export const deploymentCapabilities: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account/:dataCenter/deploymentCapabilities",
  handle({ params, world: { store } }) {
    const dataCenter = store.dataCenter(params.dataCenter ?? "");
    if (!dataCenter) return errors.notFound();
    const { alias } = store.account;
    const body = {
      supportsPremiumStorage: true,
      supportsSharedLoadBalancer: true,
      deployableNetworks: [
        {
          name: "vlan_1249_10.110.37",
          networkId: stableId(alias, dataCenter.id, "network"),
          type: "private",
          accountID: alias,
        },
      ],
      templates: [
        {
          name: "CENTOS-6-64-TEMPLATE",
          description: "CentOS 6 | 64-bit",
          storageSizeGB: 17,
          capabilities: ["cpuAutoscale"],
          reservedDrivePaths: [
            "bin",
            "boot",
            "dev",
            "etc",
            "home",
            "lib",
            "proc",
            "root",
            "sys",
            "usr",
            "var",
          ],
        },
      ],
    };
    return { status: 200, body };
  },
};

function wantsGroup({ query }: Call): boolean {
  return query.get("grouplinks")?.toLowerCase() === "true";
}
