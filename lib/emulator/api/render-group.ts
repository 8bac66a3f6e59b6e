import { renderCustomFields } from "../account/custom-fields";
import type { CustomField, GroupRecord } from "../account/model";
import type { Tree } from "../account/tree";
import { groupLinks } from "./group-links";
import { type Permissions, permitted, wireDate } from "./links";
import { renderServer } from "./render-server";

export interface GroupRendering {
  /** As in hrefs: lower case [REC]. */
  readonly account: string;
  /** `serverDetail=detailed`: servers in full instead of links to them. */
  readonly detailed: boolean;
  readonly permissions: Permissions;
  /** Those of the account. */
  readonly customFields: readonly CustomField[];
  /** Archived groups are left out of their parents [INF]. */
  readonly hideArchived: boolean;
}

/** A group with everything below it as the service shows it, keys in the recorded order [REC]. */
export function renderGroup(tree: Tree, group: GroupRecord, how: GroupRendering): Record<string, unknown> {
  const groupsByParent = tree.groupsByParent();
  const serversByGroup = tree.serversByGroup();

  /** [REC] With server detail servers of all statuses count, else the active ones; those in Archive never. */
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
      changeInfo: {
        createdBy: changeInfo.createdBy,
        createdDate: wireDate(changeInfo.createdDate),
        modifiedBy: changeInfo.modifiedBy,
        modifiedDate: wireDate(changeInfo.modifiedDate),
      },
      customFields: renderCustomFields(current.customFields, how.customFields),
    };
  };

  return render(group);
}
