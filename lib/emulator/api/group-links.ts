import type { GroupRecord, ServerRecord } from "../account/model";
import type { Link } from "./links";

/**
 * The links of a group, by its kind [REC]: a root has neither parentGroup nor archiveGroupAction, Archive and
 * Templates have next to nothing, all the others can be archived and deleted. An archived group keeps what
 * the system groups have [INF].
 *
 * @param servers linked from the group when its servers are not shown in full; upper-case id, lower-case href
 */
export function groupLinks(group: GroupRecord, account: string, servers: readonly ServerRecord[]): Link[] {
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
