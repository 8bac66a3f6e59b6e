import { errors } from "../errors";
import type { Route } from "../router";

/**
 * What groups, servers and data centers link to but is none of this emulator's business. The real service
 * answers these; here they are a 501 that says so, for nobody to mistake it for the service's word [INF].
 */
const PATHS: readonly (readonly [methods: string, path: string])[] = [
  ["POST", "/v2/servers/:account"],
  ["POST", "/v2/groups/:account/:groupId/defaults"],
  ["POST", "/v2/groups/:account/:groupId/scheduledActivities"],
  ["GET PUT DELETE", "/v2/groups/:account/:groupId/scheduledActivities/:activityId"],
  ["GET", "/v2/groups/:account/:groupId/statistics"],
  ["GET PUT DELETE", "/v2/groups/:account/:groupId/horizontalAutoscalePolicy"],
  ["GET", "/v2/servers/:account/:serverId/statistics"],
  ["GET", "/v2/servers/:account/:serverId/upcomingScheduledActivities"],
  ["GET POST", "/v2/servers/:account/:serverId/scheduledActivities"],
  ["POST", "/v2/servers/:account/:serverId/publicIPAddresses"],
  ["POST", "/v2/servers/:account/:serverId/alertPolicies"],
  ["GET PUT DELETE", "/v2/servers/:account/:serverId/antiAffinityPolicy"],
  ["GET PUT DELETE", "/v2/servers/:account/:serverId/cpuAutoscalePolicy"],
  ["GET", "/v2/servers/:account/:serverId/capabilities"],
  ["GET DELETE", "/v2/servers/:account/:serverId/snapshots/:snapshotId"],
  ["POST", "/v2/servers/:account/:serverId/snapshots/:snapshotId/restore"],
  ["GET POST", "/v2/datacenters/:account/:dataCenter/computeLimits"],
  ["GET", "/v2/datacenters/:account/:dataCenter/networkLimits"],
  ["GET POST", "/v2/sharedLoadBalancers/:account/:dataCenter"],
  ["GET", "/v2/vmImport/:account/:dataCenter/available"],
];

export const notEmulated: readonly Route[] = PATHS.flatMap(([methods, path]) =>
  methods
    .split(" ")
    .map((method): Route => ({ name: "notEmulated", method, path, handle: () => errors.notEmulated() })),
);
