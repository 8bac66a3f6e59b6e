import type {
  AccountSeed,
  AddressSeed,
  ChangeSeed,
  CustomFieldValueSeed,
  GroupSeed,
  ServerSeed,
} from "../seed/account";
import { activityId, activitySettings } from "./activities";
import { disk, disksOf } from "./disks";
import type {
  Address,
  ChangeInfo,
  CustomField,
  CustomFieldValue,
  GroupKind,
  GroupRecord,
  ServerRecord,
  Snapshot,
} from "./model";

/** Everything in a seeded account was made on this day, the one of the recorded accounts. */
export const SEEDED_AT = Date.parse("2015-03-26T23:59:28Z");
/** [REC] The number of a recorded snapshot; the next ones of a server count up. */
export const FIRST_SNAPSHOT = 40;

/** Makes the record of a group of its seed. */
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
    scheduledActivities: (seed.scheduledActivities ?? []).map((activity, place) => ({
      id: activityId(activity, id, place),
      settings: activitySettings(activity),
      changeInfo: changeInfo(activity.changeInfo),
    })),
    customFields: fieldValues(seed.customFields),
    defaults: { ...seed.defaults },
    changeInfo: changeInfo(seed.changeInfo),
  };
}

/** What a new group has, apart from its place and its name. */
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
 * Makes the record of a server of its seed.
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
    // [REC] 184 of 192 servers that were read on their own.
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

function address({ internal, public: outside, ports = [], sourceRestrictions = [] }: AddressSeed): Address {
  return { internal, ...(outside !== undefined && { public: outside }), ports, sourceRestrictions };
}

function fieldValues(seeds: readonly CustomFieldValueSeed[] = []): CustomFieldValue[] {
  return seeds.map(({ id, value }) => ({ id: id.toLowerCase(), value }));
}
