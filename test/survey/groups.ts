import type { Group, Server, ServerDetails } from "../../lib/archival/platform";
import { GROUP } from "../stacks";

export function aServer(id: string, status = "active", details?: ServerDetails): Server {
  return { id, name: id.toUpperCase(), status, ...(details && { details }) };
}

/** An active group with one server, and whatever matters to the test. */
export function aGroup(change: Partial<Group> = {}): Group {
  return {
    id: GROUP,
    name: "Web Applications",
    status: "active",
    type: "default",
    archivable: true,
    parentId: "213d687f8cb71f54dca084cc6629815c",
    locationId: "DE1",
    servers: [aServer("web01")],
    groups: [],
    ...change,
  };
}
