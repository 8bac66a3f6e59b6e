import { boolean, description, type GenericSchema, maxValue, optional, picklist, pipe } from "valibot";
import { id, list, matching, name, object, optionally, type Seed, someOf, text, whole } from "./define";
import { changeInfo, customFieldValue } from "./parts";

const diskEntries = {
  /** In GB. */
  sizeGB: whole("a whole number of GB", 1),
  /** Where it is mounted. @default - it is raw, or belongs to the system */
  path: optional(name("where it is mounted")),
};
/** A disk of a server. */
export interface DiskSeed extends Seed<typeof diskEntries> {}
const disk: GenericSchema<DiskSeed> = object("a disk", diskEntries);

const ports = "a port from 1 to 65535";
const port = pipe(whole(ports, 1), maxValue(65_535, ports));
const ip = name("an IP address");

const addressEntries = {
  /** The address inside the data center. */
  internal: ip,
  /** The address outside that leads to it. @default - none */
  public: optional(ip),
  /** What is open on the public address. @default - nothing */
  ports: optional(
    list(
      "a list of open ports",
      object("a protocol with its port", {
        protocol: name("a protocol such as TCP"),
        port,
        portTo: optional(port),
      }),
    ),
  ),
  /** From where the public address can be reached. @default - from everywhere */
  sourceRestrictions: optional(
    list(
      "a list of ranges",
      object("a range of addresses", { cidr: name("a range such as 70.100.60.0/24") }),
    ),
  ),
};
/** An address of a server. */
export interface AddressSeed extends Seed<typeof addressEntries> {}
const address: GenericSchema<AddressSeed> = object("an address", addressEntries);

const serverEntries = {
  /** The last part of the id, e.g. "web01" of "de1altdweb01". */
  name: matching(
    /^[A-Za-z0-9-]{1,50}$/,
    'letters and digits, the last part of the id: "web01" of "de1altdweb01"',
  ),
  /** The group it is in, where it does not stand inside that group. */
  groupId: optional(id("the id of the group it is in, where it is not written inside that group")),
  /** For people. @default - none */
  description: optional(text("text")),
  /** Archived on its own; a server of an archived group is archived anyway. @default "active" */
  status: optionally(
    pipe(picklist(["active", "archived"]), description("archived, where it is not archived with its group")),
    "active",
  ),
  /** The operating system, in words. @default "CentOS 6 64-bit" */
  osType: optionally(name("an operating system"), "CentOS 6 64-bit"),
  /** The operating system, as a code. @default "centOS6_64Bit" */
  os: optionally(name("the short word for an operating system"), "centOS6_64Bit"),
  /** Number of virtual processors. @default 2 */
  cpu: optionally(whole("a number of processors", 0), 2),
  /** Memory in MB. @default 4096 */
  memoryMB: optionally(whole("a whole number of MB", 0), 4096),
  /** All disks together, in GB; the emulator makes the disks. @default 17 */
  storageGB: optionally(whole("a whole number of GB", 0), 17),
  /** Each disk by itself, in place of `storageGB`. @default - as most recorded servers of that size have */
  disks: optional(someOf("a list of at least one disk", disk)),
  /** A server with hyperscale storage is a hyperscale server. @default "standard" */
  storageType: optionally(picklist(["standard", "premium", "hyperscale"]), "standard"),
  /** Whether the service manages its operating system. @default false */
  isManagedOS: optionally(boolean(), false),
  /** Whether it runs. @default "started" */
  powerState: optionally(picklist(["started", "stopped", "paused"]), "started"),
  /** Whether it is in maintenance mode. @default false */
  inMaintenanceMode: optionally(boolean(), false),
  /** The address inside the data center. @default - the next free one */
  internalIp: optional(ip),
  /** The address outside. @default - none */
  publicIp: optional(ip),
  /** Each address by itself, in place of `internalIp` and `publicIp`. @default - one */
  addresses: optional(someOf("a list of at least one address", address)),
  /** Names of snapshots, e.g. "2015-06-18.09:19:36". */
  snapshots: optional(list("a list of names of snapshots", name("the name of a snapshot"))),
  /** Its values of the account's custom fields. @default - none */
  customFields: optional(list("a list of values of custom fields", customFieldValue)),
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  changeInfo: optional(changeInfo),
};
/** A server; what is left out is as in most recorded ones. */
export interface ServerSeed extends Seed<typeof serverEntries> {}
export const server: GenericSchema<ServerSeed> = object("a server", serverEntries);
