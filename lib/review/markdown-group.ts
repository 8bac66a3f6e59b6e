import { count } from "../common/text";
import type { Impact, ImpactGroup } from "../contract/impact";
import { costSentences, serverFacts, time } from "./amounts";
import { code, codeBlock, plain } from "./markdown-text";
import type { ReviewedGroup } from "./model";
import { countServers, showsServers, withSubGroups } from "./reach";

/** Lines of a card that are shown. */
const MOST_CARD_LINES = 40;

/** The section of one declared group, with at most so many sub-groups and so many servers. */
export function markdownGroup(group: ReviewedGroup, rows: number): string[] {
  const { accountAlias, address, card, does, groupId, impact, notes, title } = group;
  const id = groupId === undefined ? "a group that is not shown" : `group ${code(groupId)}`;
  return [
    `### ${plain(title)} ${does}`,
    "",
    ...notes.map((note) => `- ${plain(note)}`),
    `- ${id}${accountAlias === undefined ? "" : ` of account ${code(accountAlias)}`}, declared as ${code(address)}`,
    ...(impact ? [...facts(impact), "", ...tree(impact.group, rows)] : []),
    ...(card && rows > 0 ? ["", ...codeBlock(card.slice(0, MOST_CARD_LINES))] : []),
    "",
  ];
}

function facts({
  changed,
  cost,
  endpoint,
  group,
  guardrails,
  path,
  locationId,
  seenAt,
  source,
}: Impact): string[] {
  const place = [...(locationId === undefined ? [] : [locationId]), ...path, group.name]
    .map(plain)
    .join(" › ");
  const [today, afterwards] = cost ? costSentences(cost) : [];
  return [
    `- at ${place}`,
    ...(changed ? [`- changed last ${plain(time(changed.at))} by ${plain(changed.by)}`] : []),
    ...(today ? [`- costs ${today}; ${afterwards}`] : ["- what it costs is not known"]),
    `- ${source === "pin" ? "as pinned" : "surveyed"} ${plain(time(seenAt))}, on ${code(endpoint)}`,
    ...guardrails.map(
      ({ name, passes, sentence }) => `- ${passes ? "✓" : "✗"} ${plain(name)}: ${plain(sentence)}`,
    ),
  ];
}

function tree(group: ImpactGroup, rows: number): string[] {
  const groups = withSubGroups(group).length;
  const servers = showsServers(group)
    ? count(countServers(group), "server")
    : "the platform shows no servers in an archived one";
  const summary = `${count(groups, "group")}, ${servers}`;
  if (rows === 0) return [`- ${summary}`];
  const lines = branch(group, { groups: rows, servers: rows }, "");
  return [`<details><summary>${summary}</summary>`, "", ...lines, "", "</details>"];
}

/** Takes what it lists from what is left. */
function branch(group: ImpactGroup, left: { groups: number; servers: number }, indent: string): string[] {
  const inside = `${indent}  `;
  left.groups -= 1;
  const servers = group.servers.slice(0, left.servers);
  left.servers -= servers.length;
  const lines = [
    `${indent}- **${plain(group.name)}**${group.status === undefined ? "" : ` ${plain(group.status)}`}`,
  ];
  for (const server of servers) {
    const known = [server.status ?? "", ...serverFacts(server)].filter((fact) => fact !== "");
    lines.push(`${inside}- ${code(server.name)}${known.length > 0 ? ` ${plain(known.join(", "))}` : ""}`);
  }
  const moreServers = group.servers.length - servers.length;
  if (moreServers > 0) lines.push(`${inside}- … and ${count(moreServers, "more server")}`);
  if (group.unlisted)
    lines.push(`${inside}- ${count(group.unlisted, "server")} that the platform counts but does not list`);
  for (const [index, sub] of group.groups.entries()) {
    if (left.groups <= 0) return [...lines, `${inside}- ${omitted(group.groups.slice(index))}`];
    lines.push(...branch(sub, left, inside));
  }
  return lines;
}

function omitted(groups: readonly ImpactGroup[]): string {
  const many = groups.flatMap(withSubGroups).length;
  const servers = groups.reduce((sum, group) => sum + countServers(group), 0);
  return `… and ${count(many, "more group")} with ${count(servers, "server")}`;
}
