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
}

/** A user group with everything in it. */
export interface GroupSeed {
  /** 32 hex digits. @default - made from the place in the tree, the same at every start */
  readonly id?: string;
  readonly name: string;
  /** The group it is in, where it does not stand inside that group. @default - the hardware root */
  readonly parentId?: string;
  readonly description?: string;
  /**
   * An archived group is put under the Archive group, and so are its servers; it is written where it came from,
   * which is where a restore puts it back. @default "active"
   */
  readonly status?: "active" | "archived";
  readonly servers?: readonly ServerSeed[];
  readonly groups?: readonly GroupSeed[];
  /** @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** A server; what is left out is as in most recorded ones. */
export interface ServerSeed {
  /** The last part of the id, e.g. "web01" of "de1altdweb01". */
  readonly name: string;
  /** The group it is in, where it does not stand inside that group. */
  readonly groupId?: string;
  readonly description?: string;
  /** Archived on its own; a server of an archived group is archived anyway. @default "active" */
  readonly status?: "active" | "archived";
  /** @default "CentOS 6 64-bit" */
  readonly osType?: string;
  /** @default "centOS6_64Bit" */
  readonly os?: string;
  /** @default 2 */
  readonly cpu?: number;
  /** @default 4096 */
  readonly memoryMB?: number;
  /** @default 17 */
  readonly storageGB?: number;
  /** @default "started" */
  readonly powerState?: "started" | "stopped" | "paused";
  /** @default false */
  readonly inMaintenanceMode?: boolean;
  /** @default - the next free one */
  readonly internalIp?: string;
  readonly publicIp?: string;
  /** Names of snapshots, e.g. "2015-06-18.09:19:36". */
  readonly snapshots?: readonly string[];
  /** @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** Who created and last changed something, and when, as ISO 8601. */
export interface ChangeSeed {
  readonly createdBy: string;
  readonly createdDate: string;
  readonly modifiedBy: string;
  readonly modifiedDate: string;
}
