import type { Route } from "../router";
import { archiveGroup } from "./archive-group";
import { getDataCenter, listDataCenters } from "./data-centers";
import { getGroup } from "./get-group";
import { getServer } from "./get-server";
import { getStatus } from "./get-status";
import { login } from "./login";

/** Every action the emulator knows. */
export const routes: readonly Route[] = [
  login,
  listDataCenters,
  getDataCenter,
  getGroup,
  getServer,
  archiveGroup,
  getStatus,
];
