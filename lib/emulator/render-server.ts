import { type Link, type Permissions, permitted, wireDate } from "./links";
import type { ServerRecord } from "./model";
import { stableId } from "./stable-id";

/** Where a server is shown: on its own, or in a list of a group. */
export type ServerPlace = "own" | "list";

/** A server as the service shows it, keys in the recorded order [REC]. */
export function renderServer(
  server: ServerRecord,
  account: string,
  permissions: Permissions,
  place: ServerPlace,
): object {
  const { id, changeInfo } = server;
  const details = renderDetails(server, account, place);
  return {
    id,
    name: id.toUpperCase(),
    description: server.description,
    groupId: server.groupId,
    isTemplate: false,
    locationId: server.locationId,
    osType: server.osType,
    os: server.os,
    status: server.status,
    ...(details && { details }),
    type: "standard",
    storageType: "premium",
    changeInfo: {
      createdBy: changeInfo.createdBy,
      createdDate: wireDate(changeInfo.createdDate),
      modifiedBy: changeInfo.modifiedBy,
      modifiedDate: wireDate(changeInfo.modifiedDate),
    },
    links: permitted(serverLinks(server, account), permissions),
  };
}

/** [REC] Queued servers have no details; an archived one keeps only storage, in lists nothing but that. */
function renderDetails(server: ServerRecord, account: string, place: ServerPlace): object | undefined {
  const archived = server.status === "archived";
  if (!archived && server.status !== "active") return undefined;
  if (archived && place === "list") return { powerState: "stopped", storageGB: server.storageGB };
  const disks = diskSizes(server.storageGB);
  return {
    ipAddresses: [
      {
        ...(server.publicIp !== undefined && !archived && { public: server.publicIp }),
        internal: server.internalIp,
      },
    ],
    alertPolicies: [],
    cpu: archived ? 0 : server.cpu,
    diskCount: disks.length,
    hostName: server.id,
    inMaintenanceMode: server.inMaintenanceMode,
    memoryMB: archived ? 0 : server.memoryMB,
    powerState: archived ? "stopped" : server.powerState,
    storageGB: server.storageGB,
    disks: disks.map((sizeGB, index) => ({ id: `0:${index}`, sizeGB, partitionPaths: [] })),
    partitions: [
      { sizeGB: 0, path: "(swap)" },
      { sizeGB: (disks.at(-1) ?? 0) - 0.345, path: "/" },
      { sizeGB: 0.482, path: "/boot" },
    ],
    snapshots: server.snapshots.map((name, index) => renderSnapshot(server, account, name, index)),
    customFields: [],
  };
}

/** [REC] Snapshots do not block archiving, and are still listed after it. */
function renderSnapshot({ id }: ServerRecord, account: string, name: string, index: number): object {
  const href = `/v2/servers/${account}/${id}/snapshots/${index + 40}`;
  return {
    name,
    links: [
      { rel: "self", href },
      { rel: "delete", href },
      { rel: "restore", href: `${href}/restore` },
    ],
  };
}

/** [REC] An archived server cannot be deleted through `self`, but through a link of its own. */
function serverLinks({ id, groupId, status }: ServerRecord, account: string): Link[] {
  const href = `/v2/servers/${account}/${id}`;
  const archived = status === "archived";
  const common: Link[] = [
    { rel: "self", href, id, verbs: archived ? ["GET", "PATCH"] : ["GET", "PATCH", "DELETE"] },
    { rel: "group", href: `/v2/groups/${account}/${groupId}`, id: groupId },
    { rel: "account", href: `/v2/accounts/${account}`, id: account },
    { rel: "billing", href: `/v2/billing/${account}/serverPricing/${id}` },
  ];
  if (archived) return [...common, { rel: "restore", href: `${href}/restore` }, { rel: "delete", href }];
  if (status !== "active") return common;
  const activities = `/v2/servers/${account}/${stableId(account, id)}`;
  return [
    ...common,
    { rel: "statistics", href: `${href}/statistics` },
    { rel: "upcomingScheduledActivities", href: `${activities}/upcomingScheduledActivities` },
    { rel: "scheduledActivities", href: `${activities}/scheduledActivities`, verbs: ["GET", "POST"] },
    { rel: "publicIPAddresses", href: `${href}/publicIPAddresses`, verbs: ["POST"] },
    { rel: "alertPolicyMappings", href: `${href}/alertPolicies`, verbs: ["POST"] },
    { rel: "antiAffinityPolicyMapping", href: `${href}/antiAffinityPolicy`, verbs: ["PUT", "DELETE"] },
    { rel: "cpuAutoscalePolicyMapping", href: `${href}/cpuAutoscalePolicy`, verbs: ["PUT", "DELETE"] },
    { rel: "capabilities", href: `${href}/capabilities` },
    { rel: "credentials", href: `${href}/credentials` },
  ];
}

/** [REC] Recorded servers have a disk of 1 GB, one of 2 GB, and one with the rest. */
function diskSizes(storageGB: number): number[] {
  return storageGB > 3 ? [1, 2, storageGB - 3] : [storageGB];
}
