/** The names that faults and the event log use. */
export const ROUTE_NAMES = [
  "login",
  "dataCenters",
  "getGroup",
  "createGroup",
  "changeGroup",
  "deleteGroup",
  "archiveGroup",
  "restoreGroup",
  "groupBilling",
  "groupSettings",
  "getServer",
  "createServer",
  "changeServer",
  "deleteServer",
  "archiveServers",
  "powerServers",
  "createSnapshot",
  "restoreServer",
  "publicAddress",
  "snapshot",
  "serverPricing",
  "statistics",
  "getStatus",
  "account",
  "networks",
  "notEmulated",
] as const;
/** What a request asks for. */
export type RouteName = (typeof ROUTE_NAMES)[number];

/** Routes that need no token. */
export const ANONYMOUS_ROUTES: readonly RouteName[] = ["login"];

/** Routes whose GET shows groups or servers: these can answer with stale data. */
export const STALE_ROUTES: readonly RouteName[] = [
  "networks",
  "getGroup",
  "groupBilling",
  "groupSettings",
  "statistics",
  "getServer",
  "publicAddress",
  "serverPricing",
];
