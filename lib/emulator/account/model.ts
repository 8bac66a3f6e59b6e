import type { ScheduledActivitySeed } from "../seed/activity";

/**
 * What the emulator knows about an account: plain records, in memory only. Archiving loses nothing (sizes,
 * power state, place in the tree), so a restore can bring it all back.
 */

/** Who created and last changed a thing, and when (epoch milliseconds). */
export interface ChangeInfo {
  createdBy: string;
  createdDate: number;
  modifiedBy: string;
  modifiedDate: number;
}

/** `root` is the "XX1 Hardware" group; on the wire its type is `default` [REC]. */
export type GroupKind = "root" | "archive" | "templates" | "default";

/** `active` is the only status ever recorded; `archived` follows the v1 states active/archived [INF]. */
export type GroupStatus = "active" | "archived";

export interface GroupRecord {
  /** 32 lower-case hex digits. */
  readonly id: string;
  name: string;
  description?: string;
  /** Upper case, e.g. "DE1". */
  readonly locationId: string;
  readonly kind: GroupKind;
  status: GroupStatus;
  /** Missing only on a root group. */
  parentId?: string;
  /** Where an archived group came from. */
  formerParentId?: string;
  readonly scheduledActivities: readonly ActivityRecord[];
  customFields: readonly CustomFieldValue[];
  /** The defaults for new servers that this group sets itself. */
  defaults: GroupDefaults;
  changeInfo: ChangeInfo;
}

/** Defaults for new servers: cpu and memoryGB are numbers, the others are strings [DOC]. */
export type GroupDefaults = Readonly<Record<string, number | string | undefined>>;

/** The value of a custom field of a group or server. */
export interface CustomFieldValue {
  /** 32 lower-case hex digits, as the account defines it. */
  readonly id: string;
  readonly value: string;
}

/** A custom field that the account defines. */
export interface CustomField {
  readonly id: string;
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: "text" | "checkbox" | "option";
  /** The possible values of a field of type `option`. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

/** A scheduled activity of a group. The emulator never runs it. */
export interface ActivityRecord {
  /** 32 lower-case hex digits. */
  readonly id: string;
  readonly settings: Omit<ScheduledActivitySeed, "id" | "changeInfo">;
  readonly changeInfo: ChangeInfo;
}

/** The recorded vocabulary [REC], and `queuedForArchive` from the v1 object documentation [DOC]. */
export type ServerStatus =
  | "active"
  | "archived"
  | "underConstruction"
  | "queuedForArchive"
  | "queuedForDelete"
  | "queuedForRestore";

export type PowerState = "started" | "stopped" | "paused";

export interface ServerRecord {
  /** Lower case, e.g. "de1altdweb01". */
  readonly id: string;
  description: string;
  readonly locationId: string;
  readonly osType: string;
  readonly os: string;
  status: ServerStatus;
  groupId: string;
  /** The group an archived server came from; kept until it is restored. */
  formerGroupId?: string;
  /** Sizes and power state of the running server; an archived one shows 0, 0 and "stopped" instead. */
  cpu: number;
  memoryMB: number;
  disks: readonly Disk[];
  storageType: StorageType;
  isManagedOS: boolean;
  powerState: PowerState;
  inMaintenanceMode: boolean;
  /** At least one; the first one is the server's own. */
  addresses: readonly Address[];
  snapshots: readonly Snapshot[];
  customFields: readonly CustomFieldValue[];
  changeInfo: ChangeInfo;
}

/** A server with hyperscale storage is a hyperscale server [DOC]. */
export type StorageType = "standard" | "premium" | "hyperscale";

export interface Disk {
  /** E.g. "0:0". */
  readonly id: string;
  readonly sizeGB: number;
  readonly partitionPaths: readonly string[];
}

/** An address inside the data center, with the public address that leads to it. */
export interface Address {
  readonly internal: string;
  readonly public?: string;
  readonly ports: readonly Port[];
  readonly sourceRestrictions: readonly { readonly cidr: string }[];
}

/** An open port of a public address. */
export interface Port {
  readonly protocol: string;
  readonly port: number;
  /** The last one of a range. */
  readonly portTo?: number | undefined;
}

export interface Snapshot {
  /** The last part of its path, e.g. 40. */
  readonly number: number;
  /** The time it was taken, e.g. "2015-06-18.09:19:36". */
  readonly name: string;
}

export interface DataCenterRecord {
  /** Upper case, e.g. "DE1". */
  readonly id: string;
  /** E.g. "DE1 - Germany (Frankfurt)". */
  readonly name: string;
  readonly rootGroupId: string;
  readonly archiveGroupId: string;
}

export interface AccountRecord {
  /** Upper case, e.g. "ALTD". */
  readonly alias: string;
  readonly customFields: readonly CustomField[];
  readonly dataCenters: DataCenterRecord[];
  readonly groups: Map<string, GroupRecord>;
  readonly servers: Map<string, ServerRecord>;
}
