import type { CustomField, GroupRecord, ServerRecord } from "../account/model";
import type { Tree } from "../account/tree";
import { renderServer } from "./render-server";
import { type Link, type Permissions, permitted, renderChange, renderCustomFields } from "./wire";

export interface GroupRendering {
  /** As in hrefs: lower case [REC]. */
  readonly account: string;
  /** `serverDetail=detailed`: servers in full instead of links to them. */
  readonly detailed: boolean;
  readonly permissions: Permissions;
  /** The account's custom fields. */
  readonly customFields: readonly CustomField[];
  /** Archived groups are left out of their parents [INF]. */
  readonly hideArchived: boolean;
}

/** A group with everything below it, keys in the recorded order [REC]. */
export function renderGroup(tree: Tree, group: GroupRecord, how: GroupRendering): Record<string, unknown> {
  const groupsByParent = tree.groupsByParent();
  const serversByGroup = tree.serversByGroup();

  /** [REC] With server details all servers count, otherwise only active ones; servers in Archive never count. */
  const countServers = ({ id, kind }: GroupRecord): number => {
    if (kind === "archive") return 0;
    const own = (serversByGroup.get(id) ?? []).filter(
      ({ status }) => how.detailed || status === "active",
    ).length;
    return (groupsByParent.get(id) ?? []).reduce((sum, child) => sum + countServers(child), own);
  };

  const render = (current: GroupRecord): Record<string, unknown> => {
    const { id, kind, changeInfo } = current;
    const servers = serversByGroup.get(id) ?? [];
    const groups = (groupsByParent.get(id) ?? []).filter(
      ({ status }) => !how.hideArchived || status === "active",
    );
    return {
      id,
      name: current.name,
      ...(current.description !== undefined && { description: current.description }),
      locationId: current.locationId,
      type: kind === "root" ? "default" : kind,
      status: current.status,
      serversCount: countServers(current),
      ...(how.detailed && {
        servers: servers.map((server) => renderServer(server, { ...how, place: "list" })),
      }),
      groups: groups.map(render),
      links: permitted(groupLinks(current, how.account, how.detailed ? [] : servers), how.permissions),
      changeInfo: renderChange(changeInfo),
      customFields: renderCustomFields(current.customFields, how.customFields),
    };
  };

  return render(group);
}

/**
 * The links of a group, by its kind [REC]. A root has no parentGroup and no archiveGroupAction; Archive and
 * Templates have few links; all others can be archived and deleted. An archived group has the links of a
 * system group [INF].
 *
 * @param servers the servers to link to, if they are not shown in full: upper-case id, lower-case href
 */
function groupLinks(group: GroupRecord, account: string, servers: readonly ServerRecord[]): Link[] {
  const { id, kind, parentId, status } = group;
  const href = `/v2/groups/${account}/${id}`;
  const usable = status === "active" && (kind === "root" || kind === "default");
  const archivable = usable && kind === "default";
  return [
    ...(usable ? createLinks(account) : []),
    { rel: "self", href, verbs: archivable ? ["GET", "PATCH", "DELETE"] : ["GET", "PATCH"] },
    ...(parentId === undefined
      ? []
      : [{ rel: "parentGroup", href: `/v2/groups/${account}/${parentId}`, id: parentId }]),
    { rel: "defaults", href: `${href}/defaults`, verbs: ["GET", "POST"] },
    { rel: "billing", href: `${href}/billing` },
    ...(archivable ? [{ rel: "archiveGroupAction", href: `${href}/archive` }] : []),
    ...(usable ? activityLinks(href) : []),
    ...servers.map((server) => ({
      rel: "server",
      href: `/v2/servers/${account}/${server.id}`,
      id: server.id.toUpperCase(),
    })),
  ];
}

/** Shared with the data center, which carries its root group's links [REC]. */
export function createLinks(account: string): Link[] {
  return [
    { rel: "createGroup", href: `/v2/groups/${account}`, verbs: ["POST"] },
    { rel: "createServer", href: `/v2/servers/${account}`, verbs: ["POST"] },
  ];
}

/** @param href of the group */
export function activityLinks(href: string): Link[] {
  return [
    { rel: "statistics", href: `${href}/statistics` },
    { rel: "upcomingScheduledActivities", href: `${href}/upcomingScheduledActivities` },
    {
      rel: "horizontalAutoscalePolicyMapping",
      href: `${href}/horizontalAutoscalePolicy`,
      verbs: ["GET", "PUT", "DELETE"],
    },
    { rel: "scheduledActivities", href: `${href}/scheduledActivities`, verbs: ["GET", "POST"] },
  ];
}
