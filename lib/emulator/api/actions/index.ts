import type { Route } from "../router";
import { accountRoutes } from "./account";
import { archiveGroup } from "./archive-group";
import { groupBilling, serverPricing } from "./billing";
import { changeGroup } from "./change-group";
import { changeServer } from "./change-server";
import { createGroup } from "./create-group";
import { createServer } from "./create-server";
import {
  bareMetalCapabilities,
  deploymentCapabilities,
  getDataCenter,
  listDataCenters,
} from "./data-centers";
import { deleteGroup } from "./delete-group";
import { deleteServer } from "./delete-server";
import { getGroup } from "./get-group";
import { getServer } from "./get-server";
import { getStatus } from "./get-status";
import { groupSettings } from "./group-settings";
import { login } from "./login";
import { getNetwork, listNetworks } from "./networks";
import { notEmulated } from "./not-emulated";
import { publicAddresses } from "./public-addresses";
import { restoreGroup } from "./restore-group";
import { restoreServer } from "./restore-server";
import { scheduledActivities } from "./scheduled-activities";
import { serverCredentials } from "./server-credentials";
import { serverOperations } from "./server-operations";
import { snapshots } from "./snapshots";
import { groupStatistics } from "./statistics";

/** Every action the emulator knows. */
export const routes: readonly Route[] = [
  login,
  ...accountRoutes,
  listDataCenters,
  getDataCenter,
  deploymentCapabilities,
  bareMetalCapabilities,
  listNetworks,
  getNetwork,
  getGroup,
  createGroup,
  changeGroup,
  deleteGroup,
  archiveGroup,
  restoreGroup,
  groupBilling,
  ...groupSettings,
  scheduledActivities,
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
