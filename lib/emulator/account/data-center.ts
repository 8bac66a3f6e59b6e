import { stableId } from "../seed/ids";
import type { AccountRecord, DataCenterRecord } from "./model";

export interface Network {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly gateway: string;
  readonly netmask: string;
  readonly vlan: number;
}

/**
 * The one network of a data center [INF]. Its name looks like the recorded ones; its addresses are those of
 * the servers.
 */
export function networksOf({ alias }: AccountRecord, { id }: DataCenterRecord): Network[] {
  return [
    {
      id: stableId(alias, id, "network"),
      name: "vlan_1249_10.110.37",
      cidr: "10.110.37.0/24",
      gateway: "10.110.37.1",
      netmask: "255.255.255.0",
      vlan: 1249,
    },
  ];
}

/** What a server can be created from. */
export interface Template {
  readonly name: string;
  readonly osType: string;
  /** What a server's `osType` says. */
  readonly description: string;
  readonly storageSizeGB: number;
  readonly capabilities: readonly string[];
  readonly reservedDrivePaths: readonly string[];
  readonly drivePathLength?: number;
}

const LINUX_PATHS = ["bin", "boot", "dev", "etc", "home", "lib", "proc", "root", "sys", "usr", "var"];

/**
 * The same in every data center. Keys, their order and the values of `osType` are recorded [REC ×406]; sizes
 * are made up.
 */
export const TEMPLATES: readonly Template[] = [
  linux("CENTOS-6-64-TEMPLATE", "centOS6_64Bit", "CentOS 6 64-bit", ["cpuAutoscale", "hyperscale"]),
  linux("DEBIAN-7-64-TEMPLATE", "debian7_64Bit", "Debian 7 64-bit", ["cpuAutoscale"]),
  linux("RHEL-6-64-TEMPLATE", "redHat6_64Bit", "RedHat Enterprise Linux 6 64-bit", [
    "cpuAutoscale",
    "managedOS",
    "managedBackup",
  ]),
  linux("UBUNTU-14-64-TEMPLATE", "ubuntu14_64Bit", "Ubuntu 14 64-bit", ["cpuAutoscale"]),
  {
    name: "WIN2012DTC-64",
    osType: "windows2012DataCenter_64Bit",
    description: "Windows 2012 Datacenter 64-bit",
    storageSizeGB: 60,
    capabilities: ["cpuAutoscale", "hyperscale", "managedOS"],
    reservedDrivePaths: ["a", "b", "c", "d"],
    drivePathLength: 1,
  },
];

function linux(name: string, osType: string, description: string, capabilities: readonly string[]): Template {
  return { name, osType, description, storageSizeGB: 17, capabilities, reservedDrivePaths: LINUX_PATHS };
}
