import type { AccountSeed, GroupSeed } from "../seed/account";
import type { ScheduledActivitySeed } from "../seed/activity";
import { activityId } from "../seed/ids";
import type { ChangeSeed, CustomFieldValueSeed } from "../seed/parts";
import type { AddressSeed, ServerSeed } from "../seed/server";
import { disk, disksOf } from "./disks";
import type {
  ActivityRecord,
  Address,
  ChangeInfo,
  CustomField,
  CustomFieldValue,
  GroupKind,
  GroupRecord,
  ServerRecord,
  Snapshot,
} from "./model";

/**
 * When everything in a seeded account was created, unless the seed says otherwise: the day of the recorded
 * accounts.
 */
export const SEEDED_AT = Date.parse("2015-03-26T23:59:28Z");
/** [REC] The number of a recorded snapshot; those that a server takes later count up from it. */
export const FIRST_SNAPSHOT = 40;

/** Defaults of a scheduled activity in a seed. */
const ACTIVITY_DEFAULTS = {
  status: "on",
  repeat: "never",
  expire: "never",
  timeZoneOffset: "00:00:00",
  isExpired: false,
  occurrenceCount: 0,
} as const;

/** The record of a group, from its seed. */
export function groupRecord(
  seed: GroupSeed,
  { id, kind, locationId, parentId }: Pick<GroupRecord, "id" | "kind" | "locationId" | "parentId">,
): GroupRecord {
  return {
    id,
    name: seed.name,
    ...(seed.description !== undefined && { description: seed.description }),
    locationId,
    kind,
    status: "active",
    ...(parentId !== undefined && { parentId }),
    scheduledActivities: (seed.scheduledActivities ?? []).map((activity, place) =>
      activityRecord(activity, id, place),
    ),
    customFields: fieldValues(seed.customFields),
    defaults: { ...seed.defaults },
    changeInfo: changeInfo(seed.changeInfo),
  };
}

/** A new group, without its place and name. */
export function bareGroup(kind: GroupKind, change: ChangeInfo) {
  return {
    kind,
    status: "active" as const,
    scheduledActivities: [],
    customFields: [],
    defaults: {},
    changeInfo: change,
  };
}

/**
 * The record of a server, from its seed.
 *
 * @param nextAddress gives a free address inside the data center
 */
export function serverRecord(
  seed: ServerSeed,
  { id, groupId, locationId }: Pick<ServerRecord, "id" | "groupId" | "locationId">,
  nextAddress: () => string,
): ServerRecord {
  const { publicIp } = seed;
  const one = (): AddressSeed => ({
    internal: seed.internalIp ?? nextAddress(),
    ...(publicIp !== undefined && { public: publicIp }),
  });
  return {
    id,
    description: seed.description ?? "",
    locationId,
    osType: seed.osType ?? "CentOS 6 64-bit",
    os: seed.os ?? "centOS6_64Bit",
    status: "active",
    groupId,
    cpu: seed.cpu ?? 2,
    memoryMB: seed.memoryMB ?? 4096,
    disks: seed.disks?.map(({ sizeGB, path }, at) => disk(at, sizeGB, path)) ?? disksOf(seed.storageGB ?? 17),
    // [REC] 184 of 192 servers.
    storageType: seed.storageType ?? "standard",
    isManagedOS: seed.isManagedOS ?? false,
    powerState: seed.powerState ?? "started",
    inMaintenanceMode: seed.inMaintenanceMode ?? false,
    addresses: (seed.addresses ?? [one()]).map(address),
    snapshots: (seed.snapshots ?? []).map((name, at): Snapshot => ({ number: FIRST_SNAPSHOT + at, name })),
    customFields: fieldValues(seed.customFields),
    changeInfo: changeInfo(seed.changeInfo),
  };
}

/** The custom fields of an account, from its seed. */
export function customFieldRecords(seeds: AccountSeed["customFields"] = []): CustomField[] {
  return seeds.map(({ id, name, isRequired = false, type = "text", options = [] }) => ({
    id: id.toLowerCase(),
    name,
    isRequired,
    type,
    options,
  }));
}

/** @param seed @default - the day of the recorded accounts */
export function changeInfo(seed?: ChangeSeed): ChangeInfo {
  if (!seed) {
    return { createdBy: "demo", createdDate: SEEDED_AT, modifiedBy: "demo", modifiedDate: SEEDED_AT };
  }
  return {
    ...seed,
    createdDate: Date.parse(seed.createdDate),
    modifiedDate: Date.parse(seed.modifiedDate),
  };
}

function activityRecord(seed: ScheduledActivitySeed, groupId: string, place: number): ActivityRecord {
  const { id: _, changeInfo: change, ...settings } = seed;
  return {
    id: activityId(seed, groupId, place),
    settings: { ...ACTIVITY_DEFAULTS, ...settings },
    changeInfo: changeInfo(change),
  };
}

function address({ internal, public: outside, ports = [], sourceRestrictions = [] }: AddressSeed): Address {
  return { internal, ...(outside !== undefined && { public: outside }), ports, sourceRestrictions };
}

function fieldValues(seeds: readonly CustomFieldValueSeed[] = []): CustomFieldValue[] {
  return seeds.map(({ id, value }) => ({ id: id.toLowerCase(), value }));
}
