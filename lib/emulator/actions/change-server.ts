import { errors } from "../errors";
import type { ServerRecord } from "../model";
import { readPatches } from "../patch";
import type { Route } from "../router";
import { takesMembers } from "./find";

/**
 * PATCH /v2/servers/{account}/{serverId} sets description or groupId [DOC]: 204 without a body, as for groups
 * [INF]. What would be a job (cpu, memory, disks, password) is not emulated.
 */
export const changeServer: Route = {
  name: "changeServer",
  method: "PATCH",
  path: "/v2/servers/:account/:serverId",
  handle({ params, body, permissions, world }) {
    const { options, store, operations } = world;
    const patches = readPatches(body);
    if (!patches) return errors.invalid();
    const server = store.tree.server(params.serverId ?? "");
    if (!server) return errors.notFound();
    if (permissions.readOnly) return errors.forbidden();
    const values: Partial<ServerRecord> = {};
    for (const { member, value } of patches) {
      if (JOBS.has(member)) return errors.notEmulated();
      if (typeof value !== "string") return errors.invalid();
      if (member === "description") {
        values.description = value;
      } else if (member === "groupid") {
        const group = store.tree.group(value);
        const movable = server.status === "active" && !operations.isServerInFlight(server.id);
        if (!movable || !group || !takesMembers(group, world) || group.locationId !== server.locationId)
          return errors.notValid("groupId", `group ${value}`);
        values.groupId = group.id;
      } else {
        return errors.notValid("member", `member ${member}`);
      }
    }
    store.change(server, values, { userName: options.username, at: options.clock() });
    return { status: 204 };
  },
};

const JOBS: ReadonlySet<string> = new Set(["cpu", "memory", "disks", "password", "customfields"]);
