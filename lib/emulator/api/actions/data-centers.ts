import { networksOf } from "../../account/networks";
import { TEMPLATES } from "../../account/templates";
import { CACHEABLE } from "../answer";
import { errors } from "../errors";
import { renderDataCenter } from "../render-data-center";
import type { Call, Route } from "../router";

/** GET /v2/datacenters/{account}, which may be cached [REC ×71]. */
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

/** GET /v2/datacenters/{account}/{dataCenter}, which may not be cached [REC ×4]; an unknown one is a 404 without a body [REC]. */
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
    return { status: 200, body };
  },
};

/** GET /v2/datacenters/{account}/{dataCenter}/deploymentCapabilities, keys in the recorded order [REC ×20]. */
export const deploymentCapabilities: Route = {
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

/** [REC] keys and the words of `type`; [INF] numbers and codes. */
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
 * GET /v2/datacenters/{account}/{dataCenter}/bareMetalCapabilities: the two lists of the documentation [DOC]. No data center
 * here has bare metal, so both are empty [INF].
 */
export const bareMetalCapabilities: Route = {
  name: "dataCenters",
  method: "GET",
  path: "/v2/datacenters/:account/:dataCenter/bareMetalCapabilities",
  handle: ({ params, world: { store } }) =>
    store.dataCenter(params.dataCenter ?? "")
      ? { status: 200, body: { skus: [], operatingSystems: [] } }
      : errors.notFound(),
};

function wantsGroup({ query }: Call): boolean {
  return query.get("grouplinks")?.toLowerCase() === "true";
}
