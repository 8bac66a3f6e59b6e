import { disksAfter } from "../../account/disks";
import type { ServerRecord } from "../../account/model";
import { fieldsOf } from "../body";
import { LARGEST, readCustomFields, readDisks, readPatches, readSize } from "../body-parts";
import { errors } from "../errors";
import type { Call, Route } from "../router";
import { changer, onServer, serverJob, takesFrom } from "./shared";

/**
 * PATCH /v2/servers/{account}/{serverId}. Changes of cpu, memory, disks or password become one job: 202 with
 * a bare link [REC ×3]. Changes of description, groupId and customFields alone get 204 without a body [REC].
 * All changes are made, or none [INF].
 */
export const changeServer: Route = {
  name: "changeServer",
  method: "PATCH",
  path: "/v2/servers/:account/:serverId",
  handle(call) {
    const { body, world } = call;
    const patches = readPatches(body);
    if (!patches) return errors.invalid();
    return onServer(call, (server) => {
      const values: Partial<ServerRecord> = {};
      for (const { member, value } of patches) {
        const known = MEMBERS[member];
        if (!known) return errors.notValid("member", `member ${member}`);
        const read = known.read(value, server, world);
        if (!read) return errors.notValid(known.name, `${known.name} ${JSON.stringify(value)}`);
        Object.assign(values, read);
      }
      const change = (record: ServerRecord) => world.store.change(record, values, changer(world));
      if (patches.some(({ member }) => MEMBERS[member]?.isJob)) {
        return serverJob(call, server, "changeServer", change);
      }
      change(server);
      return { status: 204 };
    });
  },
};

interface Member {
  /** Its name in errors. */
  readonly name: string;
  /** Whether the change is a job in the queue. */
  readonly isJob: boolean;
  /** @returns `undefined` if it cannot have this value */
  read(value: unknown, server: ServerRecord, world: Call["world"]): Partial<ServerRecord> | undefined;
}

/** By name, in lower case. */
const MEMBERS: Readonly<Record<string, Member>> = {
  cpu: {
    name: "cpu",
    isJob: true,
    read(value) {
      const cpu = readSize(value, LARGEST.cpu);
      return cpu === undefined ? undefined : { cpu };
    },
  },
  memory: {
    name: "memory",
    isJob: true,
    read(value) {
      const memoryGB = readSize(value, LARGEST.memoryGB);
      return memoryGB === undefined ? undefined : { memoryMB: memoryGB * 1024 };
    },
  },
  disks: {
    name: "disks",
    isJob: true,
    read(value, { disks: before }) {
      const orders = readDisks(value);
      const disks = orders && disksAfter(before, orders);
      return disks && { disks };
    },
  },
  // Nobody logs in to these servers, so no password is kept.
  password: {
    name: "password",
    isJob: true,
    read: (value) => (typeof fieldsOf(value).get("password") === "string" ? {} : undefined),
  },
  description: {
    name: "description",
    isJob: false,
    read: (value) => (typeof value === "string" ? { description: value } : undefined),
  },
  groupid: {
    name: "groupId",
    isJob: false,
    read(value, { id, status, locationId }, world) {
      const group = typeof value === "string" ? world.store.tree.group(value) : undefined;
      const isMovable = status === "active" && !world.operations.isServerInFlight(id);
      return isMovable && takesFrom(locationId, group, world) ? { groupId: group.id } : undefined;
    },
  },
  customfields: {
    name: "customFields",
    isJob: false,
    read(value, _, { store }) {
      const customFields = readCustomFields(value, store.account.customFields);
      return customFields && { customFields };
    },
  },
};
