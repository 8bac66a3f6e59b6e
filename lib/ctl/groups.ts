import { is } from "valibot";
import type { Group, Server, ServerDetails } from "../archival/platform";
import { groupStateOf, serverStateOf } from "../archival/states";
import { serversOf, unlistedIn } from "../archival/tree";
import { type DataCenterBody, type GroupBody, type LinkBody, type ServerBody, textSchema } from "./bodies";

/** A data center, with the root of its tree of groups. */
export interface DataCenter {
  /** Lower case, such as `de1`. */
  readonly id: string;
  /** Such as `DE1 - Germany (Frankfurt)`. */
  readonly name: string;
  /** The hardware root, parent of all its groups; `undefined` when the answer does not link to it. */
  readonly rootGroupId: string | undefined;
}

/** What a group is called, and where it is. */
export interface GroupName {
  /** 32 lower-case hex digits. */
  readonly id: string;
  /** As people gave it. */
  readonly name: string;
  /** The id of its parent; absent on the root group of a data center. */
  readonly parentId?: string;
}

export function toServer({ id, name, status, details }: ServerBody): Server {
  return {
    id: id.toLowerCase(),
    name: isText(name) ? name : id,
    status,
    state: serverStateOf(status),
    ...(typeof details === "object" && details !== null && { details: toDetails(details) }),
  };
}

/** Nothing depends on them, so what is no number is left out. */
function toDetails(details: object): ServerDetails {
  const { powerState, cpu, memoryMB, storageGB } = details as Record<string, unknown>;
  return {
    ...(isText(powerState) && { power: powerState }),
    ...(isNumber(cpu) && { cpu }),
    ...(isNumber(memoryMB) && { memoryMB }),
    ...(isNumber(storageGB) && { storageGB }),
  };
}

export function toDataCenter({ id, name, links = [] }: DataCenterBody): DataCenter {
  return { id: id.toLowerCase(), name, rootGroupId: linkOf(links, "group")?.id?.toLowerCase() };
}

export function toGroupName({ id, name, links = [] }: GroupBody): GroupName {
  const parentId = linkOf(links, "parentGroup")?.id?.toLowerCase();
  return { id: id.toLowerCase(), name, ...(parentId !== undefined && { parentId }) };
}

/**
 * A group with everything below it. Its list of servers, its links to servers and its count of them are three sources that
 * may contradict each other; the largest counts.
 *
 * @param readServer reads a server that the answer only links to
 */
export async function toGroup(
  body: GroupBody,
  readServer: (id: string) => Promise<Server | undefined>,
): Promise<Group> {
  const links = body.links ?? [];
  const listed = body.servers?.map(toServer) ?? [];
  const known = new Set(listed.map(({ id }) => id));
  const linked = linkedServers(links).filter((id) => !known.has(id));
  const read = (await inTurn(linked, readServer)).filter((server) => server !== undefined);
  const servers = [...listed, ...read];
  const groups = await inTurn(body.groups ?? [], (child) => toGroup(child, readServer));
  const below = groups.reduce((sum, child) => sum + serversOf(child).length + unlistedIn(child), 0);
  const unlisted = Math.max(linked.length - read.length, (body.serversCount ?? 0) - servers.length - below);
  return {
    ...toGroupName(body),
    status: body.status,
    state: groupStateOf(body.status),
    type: body.type.toLowerCase(),
    archivable: linkOf(links, "archiveGroupAction") !== undefined,
    ...(isText(body.locationId) && { locationId: body.locationId.toUpperCase() }),
    ...toChanged(body.changeInfo),
    ...(unlisted > 0 && { unlisted }),
    servers,
    groups,
  };
}

function toChanged(changeInfo: unknown): Pick<Group, "changed"> {
  const { modifiedBy: by, modifiedDate: at } = Object(changeInfo) as Record<string, unknown>;
  return isText(by) && isText(at) ? { changed: { by, at } } : {};
}

function linkedServers(links: readonly LinkBody[]): string[] {
  const ids = links.flatMap((link) => (link.rel === "server" && link.id ? [link.id.toLowerCase()] : []));
  return [...new Set(ids)];
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await work(item));
  }
  return results;
}

function linkOf(links: readonly LinkBody[], rel: string): LinkBody | undefined {
  return links.find((link) => link.rel === rel);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return is(textSchema, value);
}
