import type { Group } from "../archival/platform";
import type { Receipt } from "../archival/receipt";
import type { LocatedGroup } from "./read-groups";

/** An archived group that the platform does not show, as the receipt of its archive tells. */
export function fromReceipt({ groupId, groupName, servers, subGroups }: Receipt): LocatedGroup {
  const status = "archived";
  const group = (id: string, name: string): Group => ({
    id,
    name,
    status,
    state: status,
    type: "default",
    archivable: false,
    servers: [],
    groups: [],
  });
  return {
    group: {
      ...group(groupId, groupName),
      servers: servers.map((id) => ({ id, name: id, status, state: status })),
      groups: subGroups.map((id) => group(id, id)),
    },
    path: [],
    readAs: groupId,
  };
}
