import type { ScheduledActivitySeed } from "./activity";

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
  /** The custom fields that its groups and servers may have. @default - none */
  readonly customFields?: readonly CustomFieldSeed[];
  /** Where its groups and servers are. */
  readonly dataCenters: readonly DataCenterSeed[];
}

/** A custom field of an account. */
export interface CustomFieldSeed {
  /** 32 hex digits. */
  readonly id: string;
  /** E.g. "Cost Center". */
  readonly name: string;
  /** Shown; nothing checks it. @default false */
  readonly isRequired?: boolean;
  /** Free text, true or false, or one of the options. @default "text" */
  readonly type?: "text" | "checkbox" | "option";
  /** What an "option" can be: what people read, and its value. @default - none */
  readonly options?: readonly { readonly name: string; readonly value: string }[];
}

/** The value that a group or a server has for a custom field. */
export interface CustomFieldValueSeed {
  /** The id of the field, which the account defines. */
  readonly id: string;
  /** What it is set to. */
  readonly value: string;
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
  /** Its values of the account's custom fields. @default - none */
  readonly customFields?: readonly CustomFieldValueSeed[];
  /** What its new servers begin with. @default - nothing of its own */
  readonly defaults?: GroupDefaultsSeed;
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** What the new servers of a group, and of the groups in it, begin with. */
export interface GroupDefaultsSeed {
  /** Number of virtual processors, 1 to 16. */
  readonly cpu?: number;
  /** Memory in GB, 1 to 128. */
  readonly memoryGB?: number;
  /** The id of a network. */
  readonly networkId?: string;
  /** An IP address. */
  readonly primaryDns?: string;
  /** An IP address. */
  readonly secondaryDns?: string;
  /** E.g. "CENTOS-6-64-TEMPLATE". */
  readonly templateName?: string;
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
  /** All disks together, in GB; the emulator makes the disks. @default 17 */
  readonly storageGB?: number;
  /** Each disk by itself, in place of `storageGB`. @default - as most recorded servers of that size have */
  readonly disks?: readonly DiskSeed[];
  /** A server with hyperscale storage is a hyperscale server. @default "standard" */
  readonly storageType?: "standard" | "premium" | "hyperscale";
  /** Whether the service manages its operating system. @default false */
  readonly isManagedOS?: boolean;
  /** Whether it runs. @default "started" */
  readonly powerState?: "started" | "stopped" | "paused";
  /** Whether it is in maintenance mode. @default false */
  readonly inMaintenanceMode?: boolean;
  /** The address inside the data center. @default - the next free one */
  readonly internalIp?: string;
  /** The address outside. @default - none */
  readonly publicIp?: string;
  /** Each address by itself, in place of `internalIp` and `publicIp`. @default - one */
  readonly addresses?: readonly AddressSeed[];
  /** Names of snapshots, e.g. "2015-06-18.09:19:36". */
  readonly snapshots?: readonly string[];
  /** Its values of the account's custom fields. @default - none */
  readonly customFields?: readonly CustomFieldValueSeed[];
  /** Who created it and last changed it. @default - created on 26 March 2015, and not changed since */
  readonly changeInfo?: ChangeSeed;
}

/** A disk of a server. */
export interface DiskSeed {
  /** In GB. */
  readonly sizeGB: number;
  /** Where it is mounted. @default - it is raw, or belongs to the system */
  readonly path?: string;
}

/** An address of a server. */
export interface AddressSeed {
  /** The address inside the data center. */
  readonly internal: string;
  /** The address outside that leads to it. @default - none */
  readonly public?: string;
  /** What is open on the public address. @default - nothing */
  readonly ports?: readonly { readonly protocol: string; readonly port: number; readonly portTo?: number }[];
  /** From where the public address can be reached. @default - from everywhere */
  readonly sourceRestrictions?: readonly { readonly cidr: string }[];
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
