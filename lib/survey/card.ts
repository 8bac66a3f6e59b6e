import { saysLive } from "../archival/tree";
import { clean } from "../common/clean";
import { count, shorten } from "../common/text";
import type { Impact, ImpactGroup, ImpactServer } from "../contract/impact";

/** A plan is read by people: what does not fit on a few screens is counted. */
const MOST_LINES = 60;
const LONGEST_NAME = 60;
const LONGEST_LINE = 300;

/**
 * What a reviewer reads in the plan: one text of several lines. The first one names the group and the time, so that it
 * differs from that of every other synth, and makes Terraform show the whole text where it shows it at all.
 */
export function card(impact: Impact): string {
  const { group, warnings, guardrails } = impact;
  const lines = [
    titleOf(impact),
    ...warnings.map((warning) => `! ${warning}`),
    ...rows(impact).flatMap(([label, text]) => (text === undefined ? [] : [`${label.padEnd(11)} ${text}`])),
    ...guardrails.map(
      ({ name, passes, sentence }) => `guardrail   ${name}: ${passes ? "passes" : "REFUSES"} (${sentence})`,
    ),
    ...shortened(["contains", ...contents(group, 1)]),
  ];
  return lines.map((line) => shorten(printable(line), LONGEST_LINE)).join("\n");
}

/**
 * The card of a group that nobody could look at.
 *
 * @param groupId `undefined` when only Terraform knows it
 */
export function cardOfUnseen(groupId: string | undefined, why: string, at: Date): string {
  const group = groupId === undefined ? "a group of another resource" : `group ${groupId}`;
  return `${group}, not surveyed ${toSeconds(at)}: ${shorten(printable(why), LONGEST_LINE)}`;
}

/**
 * A card of a declaration that restores at its end: what a replacement does first is said before what comes of it. Which group
 * is replaced, and whether one is, only the plan knows.
 */
export function withRestoreFirst(text: string): string {
  const [title, ...rest] = text.split("\n");
  const first =
    '! onDestroy is "restore": if this replaces another group, that one is restored first, where this declaration archived it';
  return [title, first, ...rest].join("\n");
}

/** A time as cards show it: ISO 8601 in UTC, to the second. */
export function toSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** The first line of the card. */
export function titleOf({
  group,
  groupId,
  seenAt,
  source,
}: Pick<Impact, "group" | "groupId" | "seenAt" | "source">): string {
  const name = shorten(printable(group.name), LONGEST_NAME);
  return `${name} (${groupId}), ${source === "pin" ? "as pinned, planned" : "surveyed"} ${seenAt}`;
}

function rows(impact: Impact): [string, string | undefined][] {
  const {
    accountAlias,
    archived,
    changed,
    cost,
    endpoint,
    group,
    locationId,
    notKnown,
    parentId,
    path,
    wants,
  } = impact;
  const servers = serversIn(group);
  const concerned = archived ? servers : servers.filter(saysLive);
  const where = [...path, group.name].join(" / ");
  const above = shorten(path.at(-1) ?? "not shown", LONGEST_NAME);
  return [
    ["path", where],
    // Of an archived group it says nothing of where it was.
    ["parent", archived || !parentId ? undefined : `${above} (${parentId})`],
    ["account", [accountAlias, ...(locationId ? [locationId] : []), `on ${endpoint}`].join(", ")],
    [verbOf(impact), archived && servers.length === 0 ? scaleUnseen(group) : scale(group, concerned)],
    [
      "costs today",
      cost &&
        `${money(cost.monthlyEstimate)} a month, ${money(cost.monthToDate)} so far this month; archived servers ${money(cost.archiveCost)}`,
    ],
    [
      "costs then",
      archived || wants === "restored"
        ? undefined
        : "archival storage only, which the API does not price in advance",
    ],
    ["changed", changed && `${changed.at} by ${changed.by}`],
    ["not known", notKnown.length > 0 ? notKnown.join("; ") : undefined],
  ];
}

/** What happens to what the group holds. */
function verbOf({ archived, wants }: Impact): string {
  if (wants === "restored") {
    return archived ? "restores" : "active";
  }
  return archived ? "archived" : "archives";
}

function scale(group: ImpactGroup, servers: readonly ImpactServer[]): string {
  const size = sizeOf({
    cpu: sum(servers, ({ cpu }) => cpu),
    memoryMB: sum(servers, ({ memoryMB }) => memoryMB),
    storageGB: sum(servers, ({ storageGB }) => storageGB),
  });
  const parts = `${count(servers.length + unlistedIn(group), "server")} in ${count(1 + groupsIn(group), "group")}`;
  return size.length > 0 ? `${parts}: ${size.join(", ")}` : parts;
}

/** The platform may show an archived group without its servers. */
function scaleUnseen(group: ImpactGroup): string {
  return `${count(1 + groupsIn(group), "group")}; the platform shows no servers in an archived one`;
}

/** Groups and their servers, indented by their depth. */
function contents(group: ImpactGroup, depth: number): string[] {
  const indent = "  ".repeat(depth);
  return [
    `${indent}${group.name}${group.status && group.status !== "active" ? ` (${group.status})` : ""}`,
    ...group.servers.map((server) => `${indent}  ${server.id}  ${describe(server)}`),
    ...(group.unlisted
      ? [`${indent}  ${count(group.unlisted, "server")} that the platform counts but does not list`]
      : []),
    ...group.groups.flatMap((child) => contents(child, depth + 1)),
  ];
}

function describe({ status, power, ...size }: ImpactServer): string {
  return [status, power, ...sizeOf(size)].filter((part) => part !== undefined).join(", ");
}

function sizeOf({
  cpu,
  memoryMB,
  storageGB,
}: Pick<ImpactServer, "cpu" | "memoryMB" | "storageGB">): string[] {
  return [
    ...(cpu ? [`${cpu} CPU`] : []),
    ...(memoryMB ? [`${round(memoryMB / 1024)} GB memory`] : []),
    ...(storageGB ? [`${round(storageGB)} GB storage`] : []),
  ];
}

function shortened(lines: readonly string[]): string[] {
  const left = lines.length - MOST_LINES;
  return left > 1 ? [...lines.slice(0, MOST_LINES), `  … and ${left} more lines`] : [...lines];
}

/** Names come from outside: each stays in its line. */
function printable(text: string): string {
  return clean(text).trimEnd();
}

function serversIn(group: ImpactGroup): readonly ImpactServer[] {
  return [...group.servers, ...group.groups.flatMap(serversIn)];
}

function unlistedIn({ unlisted = 0, groups }: ImpactGroup): number {
  return groups.reduce((many, child) => many + unlistedIn(child), unlisted);
}

function groupsIn(group: ImpactGroup): number {
  return group.groups.reduce((many, child) => many + 1 + groupsIn(child), 0);
}

function sum<T>(items: readonly T[], amount: (item: T) => number | undefined): number {
  return items.reduce((total, item) => total + (amount(item) ?? 0), 0);
}

function money(amount: number): string {
  return amount.toFixed(2);
}

function round(amount: number): number {
  return Math.round(amount * 10) / 10;
}
