/**
 * An account as people write it: nested, JSON-friendly, with everything that can be left out left out.
 * System groups (hardware root, Archive, Templates, Default Group) are added to every data center.
 */
export interface AccountSeed {
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
  /** Servers that sit directly in "Default Group". */
  readonly defaultGroupServers?: readonly ServerSeed[];
  /** User groups, below the hardware root. */
  readonly groups?: readonly GroupSeed[];
}

/** A user group with everything in it. */
export interface GroupSeed {
  /** 32 hex digits. @default - made from the place in the tree, the same at every start */
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  /** An archived group is put under the Archive group, and so are its servers. @default "active" */
  readonly status?: "active" | "archived";
  readonly servers?: readonly ServerSeed[];
  readonly groups?: readonly GroupSeed[];
}

/** A server; what is left out is as in most recorded ones. */
export interface ServerSeed {
  /** The last part of the id, e.g. "web01" of "de1altdweb01". */
  readonly name: string;
  readonly description?: string;
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
  readonly publicIp?: string;
  /** Names of snapshots, e.g. "2015-06-18.09:19:36". */
  readonly snapshots?: readonly string[];
}
