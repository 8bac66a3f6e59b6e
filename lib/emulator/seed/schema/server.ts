import { changeInfo, groupId, list, name, type Schema, text } from "./words";

const disk: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["sizeGB"],
  properties: {
    sizeGB: { type: "integer", minimum: 1, description: "a whole number of GB" },
    path: name("where it is mounted"),
  },
  description: "a disk",
};

const port: Schema = { type: "integer", minimum: 1, maximum: 65_535, description: "a port from 1 to 65535" };

const address: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["internal"],
  properties: {
    internal: name("an IP address"),
    public: name("an IP address"),
    ports: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["protocol", "port"],
        properties: { protocol: name("a protocol such as TCP"), port, portTo: port },
        description: "a protocol with its port",
      },
      description: "a list of open ports",
    },
    sourceRestrictions: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["cidr"],
        properties: { cidr: name("a range such as 70.100.60.0/24") },
        description: "a range of addresses",
      },
      description: "a list of ranges",
    },
  },
  description: "an address",
};

export const server: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: {
      type: "string",
      pattern: "^[A-Za-z0-9-]{1,50}$",
      description: 'letters and digits, the last part of the id: "web01" of "de1altdweb01"',
    },
    groupId: {
      ...groupId,
      description: "the id of the group it is in, where it is not written inside that group",
    },
    description: text("text"),
    status: {
      type: "string",
      enum: ["active", "archived"],
      default: "active",
      description: "archived, where it is not archived with its group",
    },
    osType: { ...name("an operating system"), default: "CentOS 6 64-bit" },
    os: { ...name("the short word for an operating system"), default: "centOS6_64Bit" },
    cpu: { type: "integer", minimum: 0, default: 2, description: "a number of processors" },
    memoryMB: { type: "integer", minimum: 0, default: 4096, description: "a whole number of MB" },
    storageGB: { type: "integer", minimum: 0, default: 17, description: "a whole number of GB" },
    disks: { type: "array", items: disk, minItems: 1, description: "a list of at least one disk" },
    storageType: { type: "string", enum: ["standard", "premium", "hyperscale"], default: "standard" },
    isManagedOS: { type: "boolean", default: false },
    powerState: { type: "string", enum: ["started", "stopped", "paused"], default: "started" },
    inMaintenanceMode: { type: "boolean", default: false },
    internalIp: name("an IP address"),
    publicIp: name("an IP address"),
    addresses: { type: "array", items: address, minItems: 1, description: "a list of at least one address" },
    snapshots: {
      type: "array",
      items: name("the name of a snapshot"),
      description: "a list of names of snapshots",
    },
    customFields: list("customFieldValue", "a list of values of custom fields"),
    changeInfo,
  },
  description: "a server",
};
