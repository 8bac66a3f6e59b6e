import type { ScheduledActivitySeed } from "./activity-seed";

/**
 * An account as people write it, in JSON as well (`schema/seed.schema.json`): with everything that can be left out
 * left out. Groups and servers stand inside their group, or in the list of their data center with the id of their
 * group. System groups (hardware root, Archive, Templates, Default Group) are added to every data center.
 */
export interface AccountSeed {
  /** Where the JSON Schema is, for editors. */
  readonly $schema?: string;
  /** E.g. "ALTD". */
  readonly alias: string;
  /** Where its groups and servers are. */
  readonly dataCenters: readonly DataCenterSeed[];
}

/** A data center of an account. */
export interface DataCenterSeed {
  /** E.g. "DE1". */
  readonly id: string;
  /** E.g. "DE1 - Germany (Frankfurt)". */
  readonly name: string;
  /** Whether there is the group "Default Group" that every data center begins with. @default true */
  readonly defaultGroup?: boolean;
  /** Servers that sit directly in "Default Group". */
  readonly defaultGroupServers?: readonly ServerSeed[];
  /** User groups, below the hardware root where they name no `parentId`. */
  readonly groups?: readonly GroupSeed[];
  /** Servers that each name their `groupId`. */
  readonly servers?: readonly ServerSeed[];
  /** What was changed of the groups that every data center has. @default - they are as they were made */
  readonly systemGroups?: Partial<Readonly<Record<"root" | "archive" | "templates", SystemGroupSeed>>>;
}

/** What was changed of the hardware root, of Archive or of Templates. */
export interface SystemGroupSeed {
  /** What people call it. @default - as it was made */
  readonly name?: string;
  /** A text for people. @default - as it was made */
  readonly description?: string;
  /** Who created and last changed it. @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** A user group with everything in it. */
export interface GroupSeed {
  /** 32 hex digits. @default - made from the place in the tree, the same at every start */
  readonly id?: string;
  /** E.g. "Web Applications". */
  readonly name: string;
  /** The group it is in, where it does not stand inside that group. @default - the hardware root */
  readonly parentId?: string;
  /** For people. @default - none */
  readonly description?: string;
  /**
   * An archived group is put under the Archive group, and so are its servers; it is written where it came from,
   * which is where a restore puts it back. @default "active"
   */
  readonly status?: "active" | "archived";
  /** The servers directly in it. */
  readonly servers?: readonly ServerSeed[];
  /** The groups directly in it. */
  readonly groups?: readonly GroupSeed[];
  /** What is to be done to it at a time. @default - nothing */
  readonly scheduledActivities?: readonly ScheduledActivitySeed[];
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** A server; what is left out is as in most recorded ones. */
export interface ServerSeed {
  /** The last part of the id, e.g. "web01" of "de1altdweb01". */
  readonly name: string;
  /** The group it is in, where it does not stand inside that group. */
  readonly groupId?: string;
  /** For people. @default - none */
  readonly description?: string;
  /** Archived on its own; a server of an archived group is archived anyway. @default "active" */
  readonly status?: "active" | "archived";
  /** The operating system, in words. @default "CentOS 6 64-bit" */
  readonly osType?: string;
  /** The operating system, as a code. @default "centOS6_64Bit" */
  readonly os?: string;
  /** Number of virtual processors. @default 2 */
  readonly cpu?: number;
  /** Memory in MB. @default 4096 */
  readonly memoryMB?: number;
  /** All disks together, in GB. @default 17 */
  readonly storageGB?: number;
  /** Whether it runs. @default "started" */
  readonly powerState?: "started" | "stopped" | "paused";
  /** Whether it is in maintenance mode. @default false */
  readonly inMaintenanceMode?: boolean;
  /** The address inside the data center. @default - the next free one */
  readonly internalIp?: string;
  /** The address outside. @default - none */
  readonly publicIp?: string;
  /** Names of snapshots, e.g. "2015-06-18.09:19:36". */
  readonly snapshots?: readonly string[];
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** Who created and last changed something, and when, as ISO 8601. */
export interface ChangeSeed {
  /** Name of a user. */
  readonly createdBy: string;
  /** E.g. "2015-03-26T12:00:00Z". */
  readonly createdDate: string;
  /** Name of a user. */
  readonly modifiedBy: string;
  /** E.g. "2015-03-26T12:00:00Z". */
  readonly modifiedDate: string;
}
