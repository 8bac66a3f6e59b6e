import type { Route } from "../router";
import { accountRoutes } from "./account";
import { archiveGroup, restoreGroup, restoreServer } from "./archiving";
import { groupBilling, serverPricing } from "./billing";
import { changeServer } from "./change-server";
import { createServer } from "./create-server";
import { dataCenterRoutes } from "./data-centers";
import { groupSettings } from "./group-settings";
import { groupRoutes } from "./groups";
import { networkRoutes } from "./networks";
import { notEmulated } from "./not-emulated";
import { getStatus, serverOperations } from "./operations";
import { publicAddresses } from "./public-addresses";
import { deleteServer, getServer, serverCredentials, snapshots } from "./servers";
import { groupStatistics } from "./statistics";

/** Every action the emulator knows. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...dataCenterRoutes,
  ...networkRoutes,
  ...groupRoutes,
  archiveGroup,
  restoreGroup,
  groupBilling,
  ...groupSettings,
  groupStatistics,
  createServer,
  getServer,
  serverCredentials,
  changeServer,
  deleteServer,
  ...serverOperations,
  restoreServer,
  ...publicAddresses,
  ...snapshots,
  serverPricing,
  getStatus,
  ...notEmulated,
];
