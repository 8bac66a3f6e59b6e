import type { DataCenterRecord } from "../account/model";
import { activityLinks, createLinks } from "./group-links";
import { type Link, type Permissions, permitted } from "./links";

/**
 * A data center as the service shows it [REC].
 *
 * @param withGroup `groupLinks=true`: with its root group and that group's links
 */
export function renderDataCenter(
  { id, name, rootGroupId }: DataCenterRecord,
  account: string,
  withGroup: boolean,
  permissions: Permissions,
): object {
  const lower = id.toLowerCase();
  const href = `/v2/datacenters/${account}/${lower}`;
  const group = `/v2/groups/${account}/${rootGroupId}`;
  const links: Link[] = [
    { rel: "self", href },
    { rel: "deploymentCapabilities", href: `${href}/deploymentCapabilities` },
    { rel: "loadBalancers", href: `/v2/sharedLoadBalancers/${account}/${lower}`, verbs: ["GET", "POST"] },
    { rel: "computeLimits", href: `${href}/computeLimits`, verbs: ["GET", "POST"] },
    { rel: "networkLimits", href: `${href}/networkLimits`, verbs: ["GET"] },
    { rel: "availableOvfs", href: `/v2/vmImport/${account}/${lower}/available`, verbs: ["GET"] },
  ];
  if (withGroup) {
    links.push(
      { rel: "group", href: group, id: rootGroupId, name: `${id} Hardware` },
      ...createLinks(account),
      { rel: "defaults", href: `${group}/defaults`, verbs: ["GET", "POST"] },
      { rel: "billing", href: `${group}/billing` },
      ...activityLinks(group),
    );
  }
  return { id: lower, name, links: permitted(links, permissions) };
}
