import type { ScheduledActivitySeed } from "../seed/activity";

/**
 * What the emulator keeps of an account: plain records, in memory only.
 * Nothing is lost by archiving (sizes, power state, place in the tree), so that a restore can bring it back.
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
  /** What its new servers begin with, as far as the group says it itself. */
  defaults: GroupDefaults;
  changeInfo: ChangeInfo;
}

/** What a group says of its new servers: cpu and memoryGB are numbers, the others texts [DOC]. */
export type GroupDefaults = Readonly<Record<string, number | string | undefined>>;

/** A custom field that a group or a server has a value for. */
export interface CustomFieldValue {
  /** 32 lower-case hex digits, as the account defines it. */
  readonly id: string;
  readonly value: string;
}

/** A custom field that an account has. */
export interface CustomField {
  readonly id: string;
  readonly name: string;
  readonly isRequired: boolean;
  readonly type: "text" | "checkbox" | "option";
  /** What an `option` can be. */
  readonly options: readonly { readonly name: string; readonly value: string }[];
}

/** What is scheduled for a group; nobody acts on it. */
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

/** An address inside the data center, and the public one that leads to it. */
export interface Address {
  readonly internal: string;
  readonly public?: string;
  readonly ports: readonly Port[];
  readonly sourceRestrictions: readonly { readonly cidr: string }[];
}

/** Open on a public address. */
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
