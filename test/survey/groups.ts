import type { JournalEntry } from "../../lib/archival/journal";
import type { Group, Server, ServerDetails } from "../../lib/archival/platform";
import { groupStateOf, serverStateOf } from "../../lib/archival/states";
import { GROUP } from "../construct/stacks";

export const NOW = Date.parse("2026-11-25T19:00:00.500Z");

export function aServer(id: string, status = "active", details?: ServerDetails): Server {
  return { id, name: id.toUpperCase(), status, state: serverStateOf(status), ...(details && { details }) };
}

/** An active group with one server, and whatever matters to the test. */
export function aGroup(change: Partial<Omit<Group, "state">> = {}): Group {
  return {
    id: GROUP,
    name: "Web Applications",
    status: "active",
    state: groupStateOf(change.status ?? "active"),
    type: "default",
    archivable: true,
    parentId: "213d687f8cb71f54dca084cc6629815c",
    locationId: "DE1",
    servers: [aServer("web01")],
    groups: [],
    ...change,
  };
}

/** An archive that was cut off a while ago, before its answer came. */
export function anOpenEntry(change: Partial<JournalEntry> = {}): JournalEntry {
  return {
    version: 1,
    action: "archive",
    accountAlias: "ALTD",
    groupId: GROUP,
    endpoint: "https://ctl.example",
    groupName: "Web Applications",
    subGroups: [],
    servers: [],
    intendedAt: new Date(NOW - 90_000).toISOString(),
    transitions: [],
    runs: [],
    ...change,
  };
}
