import type { Server } from "../archival/platform";
import type { GroupBody } from "./bodies";
import { CtlRejected, CtlTooLarge } from "./errors";
import { type DataCenter, toServer } from "./groups";
import { DETAILED, type Reader } from "./reader";

/**
 * The "Archive" groups of the data centers, where archived servers are (recorded): one request tells of all of them, once
 * their groups are known.
 */
export class ArchiveGroups {
  /** By account and data center; `undefined` where none can be read. */
  private readonly ids = new Map<string, string | undefined>();
  private readonly centers = new Map<string, readonly DataCenter[]>();

  constructor(
    private readonly reader: Reader,
    private readonly dataCentersOf: (accountAlias: string) => Promise<readonly DataCenter[]>,
  ) {}

  /** @returns those of the servers that are shown there; of the others it tells nothing */
  async among(accountAlias: string, serverIds: readonly string[]): Promise<Server[]> {
    const wanted = new Set(serverIds);
    const found: Server[] = [];
    for (const dataCenter of await this.dataCenters(accountAlias)) {
      // The id of a server begins with its data center (recorded).
      if (serverIds.some((id) => id.startsWith(dataCenter.id))) {
        found.push(...(await this.serversIn(accountAlias, dataCenter)));
      }
    }
    return found.filter(({ id }) => wanted.has(id));
  }

  private async dataCenters(accountAlias: string): Promise<readonly DataCenter[]> {
    const known = this.centers.get(accountAlias) ?? (await this.dataCentersOf(accountAlias));
    this.centers.set(accountAlias, known);
    return known;
  }

  private async serversIn(accountAlias: string, { id, rootGroupId }: DataCenter): Promise<readonly Server[]> {
    const key = `${accountAlias} ${id}`;
    try {
      if (!this.ids.has(key)) {
        const root = rootGroupId && (await this.reader.group({ accountAlias, groupId: rootGroupId }));
        const archive = root ? root.groups?.find(({ type }) => type.toLowerCase() === "archive") : undefined;
        this.ids.set(key, archive?.id.toLowerCase());
      }
      const groupId = this.ids.get(key);
      const group = groupId && (await this.reader.group({ accountAlias, groupId }, DETAILED));
      return group ? serversOf(group) : [];
    } catch (error) {
      if (error instanceof CtlRejected || error instanceof CtlTooLarge) {
        // It would be the same the next time.
        this.ids.set(key, undefined);
        return [];
      }
      throw error;
    }
  }
}

/** Only those that the answer holds: what it only links to would be read one by one, whosever it is. */
function serversOf({ servers = [], groups = [] }: GroupBody): Server[] {
  return [...servers.map(toServer), ...groups.flatMap(serversOf)];
}
