import type { Impact, ImpactGroup } from "../../contract/impact";
import { formatServers } from "../../contract/server-list";
import { SERVERS_VARIABLE } from "../../contract/settings";
import type { Recorded } from "../carriers/carrier";
import { escapeTemplate } from "../template";
import { fitsVariable } from "../variable-size";

/** What is recorded of a group that nobody could look at. */
export const NOTHING_RECORDED: Recorded = { parent_id: "", servers: "", was_active: "false" };

/** What a later restore has to know of a group, as it is before the plan is applied. */
export function recordedOf({ archived, group, parentId, wants }: Impact): Recorded {
  return {
    // Where an archived group is says nothing of where it was.
    parent_id: escapeTemplate(archived ? "" : (parentId ?? "")),
    servers: escapeTemplate(unlessTooMany(formatServers(serversIn(group)))),
    was_active: !archived && wants === "archived" ? "true" : "false",
  };
}

/** Without it, the hook sees less of a restore that somebody else has begun; with it, the destroy could never start a hook. */
function unlessTooMany(servers: string): string {
  return fitsVariable(SERVERS_VARIABLE, servers) ? servers : "";
}

function serversIn({ servers, groups }: ImpactGroup): string[] {
  return [...servers.map(({ id }) => id), ...groups.flatMap(serversIn)];
}
