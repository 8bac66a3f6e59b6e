import { TEMPLATES } from "../../account/data-center";
import { disksAfter, disksOf } from "../../account/disks";
import type { Disk, ServerRecord } from "../../account/model";
import type { ServerSeed } from "../../seed/server";
import type { Answer } from "../answer";
import { type Body, numberField, readJson, textField } from "../body";
import { LARGEST, readCustomFields, readDisks, readSize } from "../body-parts";
import { errors } from "../errors";
import { serverUuid } from "../render-server";
import type { Call, Route } from "../router";
import { statusLink } from "../wire";
import { changer, takesMembers } from "./shared";

/** The storage types of a server type; the first one is the default [DOC]. */
const STORAGE: Readonly<Record<string, readonly ServerRecord["storageType"][]>> = {
  standard: ["premium", "standard"],
  hyperscale: ["hyperscale"],
};

/**
 * POST /v2/servers/{account}: 202 with the server's name, a link to the job, and one to the server by its
 * second id [REC ×14]. The server is under construction until the job is done; if the job fails, it is
 * deleted [INF]. Fields that the emulator does not know (DNS, password, packages, public addresses, ttl) are
 * ignored; policies are rejected, because none exist.
 */
export const createServer: Route = {
  name: "createServer",
  method: "POST",
  path: "/v2/servers/:account",
  handle(call) {
    const read = readJson(call.body);
    if (!read.valid) return errors.invalid();
    if (call.permissions.readOnly) return errors.forbidden();
    const order = readOrder(read, call);
    return "status" in order ? order : build(call, order);
  },
};

interface ServerOrder {
  readonly name: string;
  readonly groupId: string;
  readonly seed: Omit<ServerSeed, "name">;
}

/** @returns the order, or an error about the first wrong field */
function readOrder(read: Body, { world }: Call): ServerOrder | Answer {
  const { store } = world;
  const name = textField(read, "name");
  const groupId = textField(read, "groupId");
  const type = textField(read, "type");
  if (name === undefined) return errors.required("name");
  if (groupId === undefined) return errors.required("groupId");
  if (textField(read, "sourceServerId") === undefined) return errors.required("sourceServerId");
  for (const field of ["cpu", "memoryGB"] as const) {
    const size = numberField(read, field);
    if (size === undefined) return errors.required(field);
    if (readSize(size, LARGEST[field]) === undefined) return errors.notValid(field, `${field} ${size}`);
  }
  if (type === undefined) return errors.required("type");
  const storageType = textField(read, "storageType") ?? STORAGE[type]?.[0];
  const storage = STORAGE[type]?.find((one) => one === storageType);
  if (!/^[a-z0-9-]{1,8}$/i.test(name)) return errors.notValid("name", `name ${name}`);
  const group = store.tree.group(groupId);
  if (!group || !takesMembers(group, world)) return errors.notValid("groupId", `group ${groupId}`);
  const source = sourceOf(textField(read, "sourceServerId") ?? "", world);
  if (!source) return errors.notValid("sourceServerId", `source ${textField(read, "sourceServerId")}`);
  if (!storage) return errors.notValid("storageType", `storage type ${storageType} of type ${type}`);
  for (const policy of ["cpuAutoscalePolicyId", "antiAffinityPolicyId"]) {
    const id = textField(read, policy);
    if (id !== undefined) return errors.notValid(policy, `policy ${id}`);
  }
  const added = readDisks(read.fields.get("additionaldisks") ?? []);
  const disks = added && disksAfter(source.disks, [...source.disks.map(keep), ...added]);
  if (!disks) return errors.notValid("additionalDisks", "list of disks");
  const customFields = readCustomFields(read.fields.get("customfields") ?? [], store.account.customFields);
  if (!customFields) return errors.notValid("customFields", "list of custom fields");
  const description = textField(read, "description") ?? name;
  return {
    name,
    groupId: group.id,
    seed: {
      description,
      osType: source.osType,
      os: source.os,
      cpu: numberField(read, "cpu") as number,
      memoryMB: (numberField(read, "memoryGB") as number) * 1024,
      disks: disks.map(({ sizeGB, partitionPaths: [path] }) => ({
        sizeGB,
        ...(path !== undefined && { path }),
      })),
      storageType: storage,
      isManagedOS: read.fields.get("ismanagedos") === true,
      customFields,
    },
  };
}

function build(call: Call, { name, groupId, seed }: ServerOrder): Answer {
  const { store, operations } = call.world;
  const { alias } = store.account;
  const group = store.tree.group(groupId) as NonNullable<ReturnType<typeof store.tree.group>>;
  const server = store.createServer(name, seed, group, changer(call.world));
  const { id } = operations.accept(
    {
      kind: "createServer",
      queuedAs: "underConstruction",
      server: (record) => Object.assign(record, { status: "active" }),
      failed: (record) => store.deleteServer(record),
    },
    { locationId: server.locationId, servers: [server] },
  );
  const uuid = serverUuid(server.id, alias);
  const self = `/v2/servers/${alias.toLowerCase()}/${uuid}?uuid=True`;
  const links = [statusLink(alias, id), { rel: "self", href: self, id: uuid, verbs: ["GET"] }];
  return { status: 202, body: { server: name, isQueued: true, links } };
}

/** A template by name, or a server to clone by id. */
function sourceOf(
  id: string,
  { store }: Call["world"],
): { osType: string; os: string; disks: readonly Disk[] } | undefined {
  const template = TEMPLATES.find(({ name }) => name.toLowerCase() === id.toLowerCase());
  if (template) {
    return { osType: template.description, os: template.osType, disks: disksOf(template.storageSizeGB) };
  }
  const server = store.tree.server(id);
  return server?.status === "active" ? server : undefined;
}

function keep({ id, sizeGB }: Disk) {
  return { id, sizeGB, path: undefined };
}
