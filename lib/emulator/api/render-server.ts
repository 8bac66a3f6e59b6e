import { partitionsOf, storageOf } from "../account/disks";
import type { Address, CustomField, ServerRecord } from "../account/model";
import { stableId } from "../seed/ids";
import { type Link, type Permissions, permitted, renderChange, renderCustomFields } from "./wire";

export interface ServerRendering {
  /** As in hrefs: lower case [REC]. */
  readonly account: string;
  readonly permissions: Permissions;
  /** The account's custom fields. */
  readonly customFields: readonly CustomField[];
  /** Shown on its own, or in a list of a group. */
  readonly place: "own" | "list";
}

/** A server as the service showed it since August 2015, keys and links in that order [REC ×97]. */
export function renderServer(server: ServerRecord, how: ServerRendering): object {
  const { id, changeInfo, storageType } = server;
  const details = renderDetails(server, how);
  return {
    id,
    name: id.toUpperCase(),
    description: server.description,
    groupId: server.groupId,
    isTemplate: false,
    locationId: server.locationId,
    osType: server.osType,
    os: server.os,
    // It is placed as in the documentation; recorded servers have it only if it is true.
    ...(server.isManagedOS && { isManagedOS: true }),
    status: server.status,
    ...(details && { details }),
    type: storageType === "hyperscale" ? "hyperscale" : "standard",
    storageType,
    changeInfo: renderChange(changeInfo),
    links: permitted(serverLinks(server, how.account), how.permissions),
  };
}

/** The second id of a server: the answer to Create Server and the paths of scheduled activities contain it. */
export function serverUuid(serverId: string, account: string): string {
  return stableId(account.toLowerCase(), serverId);
}

/**
 * [REC] Queued servers have no details, except their storage while they wait to be restored (40 of 40, all in
 * lists). In lists, archived servers have only their storage as well.
 */
function renderDetails(server: ServerRecord, how: ServerRendering): object | undefined {
  const { status } = server;
  const archived = status === "archived";
  const storageGB = storageOf(server);
  if (status === "queuedForRestore" || (archived && how.place === "list")) {
    return { powerState: "stopped", storageGB };
  }
  if (!archived && status !== "active") return undefined;
  const { addresses, disks } = server;
  return {
    ipAddresses: addresses.map(({ internal, ...address }) => ({
      ...(address.public !== undefined && { public: address.public }),
      internal,
    })),
    // Only networks that were added later have one, and the emulator cannot add networks.
    secondaryIPAddresses: [],
    alertPolicies: [],
    cpu: archived ? 0 : server.cpu,
    diskCount: disks.length,
    hostName: server.id,
    inMaintenanceMode: server.inMaintenanceMode,
    memoryMB: archived ? 0 : server.memoryMB,
    powerState: archived ? "stopped" : server.powerState,
    storageGB,
    disks: disks.map(({ id, sizeGB, partitionPaths }) => ({ id, sizeGB, partitionPaths })),
    partitions: partitionsOf(server),
    snapshots: server.snapshots.map(({ number, name }) => renderSnapshot(server, how.account, number, name)),
    customFields: renderCustomFields(server.customFields, how.customFields),
  };
}

/** [REC] Snapshots do not prevent archiving, and archived servers still list them. */
function renderSnapshot({ id }: ServerRecord, account: string, number: number, name: string): object {
  const href = `/v2/servers/${account}/${id}/snapshots/${number}`;
  return {
    name,
    links: [
      { rel: "self", href },
      { rel: "delete", href },
      { rel: "restore", href: `${href}/restore` },
    ],
  };
}

/** [REC] An active server is deleted through `self`; an archived one has a `delete` link. */
function serverLinks({ id, groupId, status, addresses }: ServerRecord, account: string): Link[] {
  const href = `/v2/servers/${account}/${id}`;
  const common: Link[] = [
    { rel: "self", href, id, verbs: status === "active" ? ["GET", "PATCH", "DELETE"] : ["GET", "PATCH"] },
    { rel: "group", href: `/v2/groups/${account}/${groupId}`, id: groupId },
    { rel: "account", href: `/v2/accounts/${account}`, id: account },
    { rel: "billing", href: `/v2/billing/${account}/serverPricing/${id}` },
  ];
  const addressLinks = addresses.flatMap((address) => publicAddressLink(href, address));
  if (status === "archived") {
    return [...common, { rel: "restore", href: `${href}/restore` }, { rel: "delete", href }, ...addressLinks];
  }
  if (status !== "active") return common;
  const activities = `/v2/servers/${account}/${serverUuid(id, account)}`;
  return [
    ...common,
    { rel: "publicIPAddresses", href: `${href}/publicIPAddresses`, verbs: ["POST"] },
    { rel: "credentials", href: `${href}/credentials` },
    { rel: "statistics", href: `${href}/statistics` },
    { rel: "upcomingScheduledActivities", href: `${activities}/upcomingScheduledActivities` },
    { rel: "scheduledActivities", href: `${activities}/scheduledActivities`, verbs: ["GET", "POST"] },
    { rel: "capabilities", href: `${href}/capabilities` },
    { rel: "alertPolicyMappings", href: `${href}/alertPolicies`, verbs: ["POST"] },
    { rel: "antiAffinityPolicyMapping", href: `${href}/antiAffinityPolicy`, verbs: ["PUT", "DELETE"] },
    { rel: "cpuAutoscalePolicyMapping", href: `${href}/cpuAutoscalePolicy`, verbs: ["PUT", "DELETE"] },
    ...addressLinks,
  ];
}

/** [REC] The last link of 104 of 105 servers with a public address, and of the one archived server with one. */
function publicAddressLink(server: string, { public: address }: Address): Link[] {
  if (address === undefined) return [];
  const href = `${server}/publicIPAddresses/${address}`;
  return [{ rel: "publicIPAddress", href, id: address, verbs: ["GET", "PUT", "DELETE"] }];
}
