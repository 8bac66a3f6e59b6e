import { errors } from "../errors";
import type { Route } from "../router";

/**
 * All other paths of the API that are recorded or documented. The emulator answers 501, which nobody can
 * mistake for an answer of the real service [INF].
 */
const PATHS: readonly (readonly [methods: string, path: string])[] = [
  ["POST", "/v2/alertPolicies/:account"],
  ["GET PUT DELETE", "/v2/alertPolicies/:account/:id"],
  ["GET POST", "/v2/antiAffinityPolicies/:account"],
  ["GET PUT DELETE", "/v2/antiAffinityPolicies/:account/:id"],
  ["GET", "/v2/autoscalePolicies/:account"],
  ["GET", "/v2/autoscalePolicies/:account/:id"],
  ["GET", "/v2/invoice/:account/:year/:month"],
  ["GET POST", "/v2/datacenters/:account/:dataCenter/computeLimits"],
  ["GET", "/v2/datacenters/:account/:dataCenter/networkLimits"],
  ["POST", "/v2/groups/:account/:groupId/scheduledActivities"],
  ["GET PUT DELETE", "/v2/groups/:account/:groupId/scheduledActivities/:activityId"],
  ["GET PUT DELETE", "/v2/groups/:account/:groupId/horizontalAutoscalePolicy"],
  ["POST", "/v2/operations/:account/servers/executePackage"],
  ["GET", "/v2/servers/:account/:serverId/statistics"],
  ["GET", "/v2/servers/:account/:serverId/upcomingScheduledActivities"],
  ["GET POST", "/v2/servers/:account/:serverId/scheduledActivities"],
  ["POST", "/v2/servers/:account/:serverId/alertPolicies"],
  ["DELETE", "/v2/servers/:account/:serverId/alertPolicies/:policyId"],
  ["GET PUT DELETE", "/v2/servers/:account/:serverId/antiAffinityPolicy"],
  ["GET PUT DELETE", "/v2/servers/:account/:serverId/cpuAutoscalePolicy"],
  ["GET", "/v2/servers/:account/:serverId/capabilities"],
  ["POST", "/v2/servers/:account/:serverId/networks"],
  ["DELETE", "/v2/servers/:account/:serverId/networks/:networkId"],
  ["GET", "/v2/servers/:account/:serverId/snapshots/:snapshot"],
  ["GET POST", "/v2/sharedLoadBalancers/:account/:dataCenter"],
  ["GET PUT DELETE", "/v2/sharedLoadBalancers/:account/:dataCenter/:id"],
  ["GET POST", "/v2/sharedLoadBalancers/:account/:dataCenter/:id/pools"],
  ["GET PUT DELETE", "/v2/sharedLoadBalancers/:account/:dataCenter/:id/pools/:poolId"],
  ["GET PUT", "/v2/sharedLoadBalancers/:account/:dataCenter/:id/pools/:poolId/nodes"],
  ["GET POST", "/v2/siteToSiteVpn"],
  ["GET PUT DELETE", "/v2/siteToSiteVpn/:vpnId"],
  ["POST", "/v2/vmImport/:account"],
  ["GET", "/v2/vmImport/:account/:dataCenter/available"],
  ["GET POST", "/v2-experimental/crossDcFirewallPolicies/:account/:dataCenter"],
  ["GET PUT DELETE", "/v2-experimental/crossDcFirewallPolicies/:account/:dataCenter/:id"],
  ["GET POST", "/v2-experimental/firewallPolicies/:account/:dataCenter"],
  ["GET PUT DELETE", "/v2-experimental/firewallPolicies/:account/:dataCenter/:id"],
  ["POST", "/v2-experimental/networks/:account/:dataCenter/claim"],
  ["PUT", "/v2-experimental/networks/:account/:dataCenter/:networkId"],
  ["GET", "/v2-experimental/networks/:account/:dataCenter/:networkId/ipAddresses"],
  ["POST", "/v2-experimental/networks/:account/:dataCenter/:networkId/release"],
  ["GET", "/v2-experimental/operations/:account/status/:operationId"],
];

export const notEmulated: readonly Route[] = PATHS.flatMap(([methods, path]) =>
  methods
    .split(" ")
    .map((method): Route => ({ name: "notEmulated", method, path, handle: () => errors.notEmulated() })),
);
