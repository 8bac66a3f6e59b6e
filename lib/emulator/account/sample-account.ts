import type { AccountSeed } from "../seed/account";
import type { ServerSeed } from "../seed/server";

/** "Web Applications" in DE1: two sub-groups, five servers in all. */
export const WEB_APPLICATIONS = "2a5c0b9662cf4fc8bf6180f139facdc0";
/** "Decommissioned" in CA1: no servers, no sub-groups. */
export const DECOMMISSIONED = "5c0b9662cf4fc8bf6180f139facdc02a";
/** "Legacy Reporting" of DE1: archived already. */
export const LEGACY_REPORTING = "9662cf4fc8bf6180f139facdc02a5c0b";

const WINDOWS = { osType: "Windows 2012 64-bit", os: "windows2012_64Bit" };

/** The default account: two data centers, ten user groups on three levels, forty servers. */
export const sampleAccount: AccountSeed = {
  alias: "ALTD",
  customFields: [
    { id: "dba67b156f77123fb413ddfa3dc4ac1d", name: "Cost Center" },
    {
      id: "22f002123e3b46d9a8b38ecd4c6df7f9",
      name: "Stage",
      type: "option",
      options: [
        { name: "Production", value: "prod" },
        { name: "Test", value: "test" },
      ],
    },
  ],
  dataCenters: [
    {
      id: "DE1",
      name: "DE1 - Germany (Frankfurt)",
      defaultGroupServers: [
        ...series("jump", 2, { cpu: 1, memoryMB: 2048, storageGB: 17 }),
        ...series("dns", 2, { cpu: 1, memoryMB: 1024, storageGB: 17 }),
        { name: "vpn01", cpu: 2, memoryMB: 4096, storageGB: 17, publicIp: "66.155.94.21" },
        { name: "old01", cpu: 4, memoryMB: 8192, storageGB: 117, powerState: "stopped" },
      ],
      groups: [
        {
          id: WEB_APPLICATIONS,
          name: "Web Applications",
          description: "public facing web apps",
          servers: [
            { name: "web01", cpu: 2, memoryMB: 4096, storageGB: 17, publicIp: "66.155.94.22" },
            { name: "web02", cpu: 2, memoryMB: 4096, storageGB: 17 },
          ],
          groups: [
            {
              name: "Storefront",
              description: "the shop and its checkout",
              servers: [
                { name: "shop01", cpu: 4, memoryMB: 8192, storageGB: 42, snapshots: ["2015-06-18.09:19:36"] },
                { name: "shop02", cpu: 4, memoryMB: 8192, storageGB: 42 },
              ],
            },
            {
              name: "Content Delivery",
              servers: [{ name: "cache01", cpu: 2, memoryMB: 16384, storageGB: 67, powerState: "stopped" }],
            },
          ],
        },
        {
          name: "Data Platform",
          description: "databases and what feeds them",
          servers: [{ name: "etl01", cpu: 8, memoryMB: 32768, storageGB: 217 }],
          groups: [
            {
              name: "Databases",
              servers: series("db", 4, { cpu: 8, memoryMB: 65536, storageGB: 517 }),
              groups: [
                {
                  name: "Reporting Replicas",
                  servers: series("rep", 2, {
                    cpu: 4,
                    memoryMB: 32768,
                    storageGB: 517,
                    powerState: "stopped",
                  }),
                },
              ],
            },
          ],
        },
        {
          id: LEGACY_REPORTING,
          name: "Legacy Reporting",
          description: "replaced by Data Platform",
          status: "archived",
          servers: series("bi", 2, { cpu: 4, memoryMB: 16384, storageGB: 267 }),
        },
      ],
    },
    {
      id: "CA1",
      name: "CA1 - Canada (Vancouver)",
      defaultGroupServers: [
        ...series("jump", 2, { cpu: 1, memoryMB: 2048, storageGB: 17 }),
        ...series("mail", 2, { cpu: 2, memoryMB: 4096, storageGB: 67 }),
        { ...WINDOWS, name: "ad01", cpu: 2, memoryMB: 4096, storageGB: 60 },
        { ...WINDOWS, name: "ad02", cpu: 2, memoryMB: 4096, storageGB: 60, powerState: "stopped" },
      ],
      groups: [
        { id: DECOMMISSIONED, name: "Decommissioned" },
        {
          name: "Build and Test",
          description: "continuous integration",
          servers: series("ci", 8, { cpu: 4, memoryMB: 8192, storageGB: 117 }),
          groups: [{ name: "Load Generators", servers: series("load", 6, { powerState: "stopped" }) }],
        },
      ],
    },
  ],
};

/** `count` similar servers named stem01, stem02, … */
function series(stem: string, count: number, alike: Omit<ServerSeed, "name">): ServerSeed[] {
  return Array.from({ length: count }, (_, index) => ({
    ...alike,
    name: `${stem}${String(index + 1).padStart(2, "0")}`,
  }));
}
