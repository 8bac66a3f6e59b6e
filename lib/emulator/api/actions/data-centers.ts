import { networksOf, TEMPLATES } from "../../account/data-center";
import type { DataCenterRecord } from "../../account/model";
import { CACHEABLE } from "../answer";
import { errors } from "../errors";
import { activityLinks, createLinks } from "../render-group";
import type { Call, Route } from "../router";
import { type Link, type Permissions, permitted } from "../wire";

/** GET /v2/datacenters/{account}, which may be cached [REC ×71]. */
const listDataCenters: Route = {
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

/**
 * GET /v2/datacenters/{account}/{dataCenter}, which may not be cached [REC ×4]. An unknown one gets 404
 * without a body [REC].
 */
const getDataCenter: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account/:dataCenter",
  handle(call) {
    const { store } = call.world;
    const dataCenter = store.dataCenter(call.params.dataCenter ?? "");
    if (!dataCenter) return errors.notFound();
    const alias = store.account.alias.toLowerCase();
    const body = renderDataCenter(dataCenter, alias, wantsGroup(call), call.permissions);
    return { status: 200, body };
  },
};

/** GET /v2/datacenters/{account}/{dataCenter}/deploymentCapabilities, keys in the recorded order [REC ×20]. */
const deploymentCapabilities: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account/:dataCenter/deploymentCapabilities",
  handle({ params, world: { store } }) {
    const dataCenter = store.dataCenter(params.dataCenter ?? "");
    if (!dataCenter) return errors.notFound();
    const { account } = store;
    const body = {
      dataCenterEnabled: true,
      importVMEnabled: true,
      supportsPremiumStorage: true,
      supportsSharedLoadBalancer: true,
      supportsBareMetalServers: false,
      deployableNetworks: networksOf(account, dataCenter).map(({ id, name }) => ({
        name,
        networkId: id,
        type: "private",
        accountID: account.alias,
      })),
      templates: TEMPLATES,
      importableOSTypes: IMPORTABLE,
    };
    return { status: 200, body };
  },
};

/** [REC] keys and the value of `type`; [INF] numbers and codes. */
const IMPORTABLE = [
  {
    id: 28,
    description: "RedHat Enterprise Linux 6 64-bit",
    labProductCode: "LAB-RHEL6-64",
    premiumProductCode: "PREM-RHEL6-64",
    type: "RedHat6_64Bit",
  },
];

/**
 * GET /v2/datacenters/{account}/{dataCenter}/bareMetalCapabilities has two lists [DOC]. No data center has
 * bare metal, so both are empty [INF].
 */
const bareMetalCapabilities: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account/:dataCenter/bareMetalCapabilities",
  handle: ({ params, world: { store } }) =>
    store.dataCenter(params.dataCenter ?? "")
      ? { status: 200, body: { skus: [], operatingSystems: [] } }
      : errors.notFound(),
};

export const dataCenterRoutes: readonly Route[] = [
  listDataCenters,
  getDataCenter,
  deploymentCapabilities,
  bareMetalCapabilities,
];

function wantsGroup({ query }: Call): boolean {
  return query.get("grouplinks")?.toLowerCase() === "true";
}

/**
 * A data center as the service shows it [REC].
 *
 * @param withGroup `groupLinks=true`: includes the root group and its links
 */
function renderDataCenter(
  { id, name, rootGroupId }: DataCenterRecord,
  account: string,
  withGroup: boolean,
  permissions: Permissions,
): object {
  const lower = id.toLowerCase();
  const href = `/v2/datacenters/${account}/${lower}`;
  const group = `/v2/groups/${account}/${rootGroupId}`;
  const links: Link[] = [
    { rel: "self", href },
    { rel: "deploymentCapabilities", href: `${href}/deploymentCapabilities` },
    { rel: "loadBalancers", href: `/v2/sharedLoadBalancers/${account}/${lower}`, verbs: ["GET", "POST"] },
    { rel: "computeLimits", href: `${href}/computeLimits`, verbs: ["GET", "POST"] },
    { rel: "networkLimits", href: `${href}/networkLimits`, verbs: ["GET"] },
    { rel: "availableOvfs", href: `/v2/vmImport/${account}/${lower}/available`, verbs: ["GET"] },
  ];
  if (withGroup) {
    links.push(
      { rel: "group", href: group, id: rootGroupId, name: `${id} Hardware` },
      ...createLinks(account),
      { rel: "defaults", href: `${group}/defaults`, verbs: ["GET", "POST"] },
      { rel: "billing", href: `${group}/billing` },
      ...activityLinks(group),
    );
  }
  return { id: lower, name, links: permitted(links, permissions) };
}
