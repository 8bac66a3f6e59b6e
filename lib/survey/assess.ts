import { checkGuardrails, whyNotArchivable } from "../archival/guard";
import type { JournalEntry } from "../archival/journal";
import type { Guardrails } from "../archival/order";
import type { Group, Server } from "../archival/platform";
import type { Target } from "../archival/target";
import { isLive, queuedFor, serversOf, showsArchived } from "../archival/tree";
import { toSeconds } from "../card";
import type { ScheduledActivity } from "../ctl/activities";
import type { Charges } from "../ctl/billing";
import { formatDuration } from "../duration";
import type { Cost, Impact, ImpactGroup, ImpactServer } from "../impact";
import { count } from "../plural";
import type { LocatedGroup } from "./read-groups";

/** What was found out about one declared group. */
export interface Findings {
  readonly target: Target;
  readonly endpoint: string;
  /** ms since the epoch. */
  readonly now: number;
  readonly found: LocatedGroup;
  readonly wants: "archived" | "restored";
  readonly guardrails: Guardrails;
  /** By the id of the server; absent when nobody was asked, or there was no answer. */
  readonly charges?: ReadonlyMap<string, Charges> | undefined;
  readonly activities?: readonly ScheduledActivity[] | undefined;
  /** An archive of it that was begun here and has not ended. */
  readonly open?: JournalEntry | undefined;
  /** Paths of the declarations of groups below it. */
  readonly nested: readonly string[];
}

/** What archiving a group would do, for the one who decides. */
export interface Assessment {
  readonly impact: Impact;
  /** Those of its warnings that must not be left to the plan alone. */
  readonly urgent: readonly string[];
}

export function assess(findings: Findings): Assessment {
  const urgent = urgentWarnings(findings);
  return { impact: impactOf(findings, [...urgent, ...warningsOf(findings)]), urgent };
}

function impactOf(findings: Findings, warnings: readonly string[]): Impact {
  const { target, endpoint, now, found, wants, guardrails, charges } = findings;
  const { group, path } = found;
  const cost = charges && costOf(serversOf(group), charges);
  return {
    accountAlias: target.accountAlias,
    groupId: target.groupId,
    endpoint,
    seenAt: toSeconds(new Date(now)),
    source: "survey",
    group: treeOf(group, charges),
    path,
    ...(group.parentId !== undefined && { parentId: group.parentId }),
    ...(group.locationId !== undefined && { locationId: group.locationId }),
    wants,
    archived: showsArchived(group),
    ...(group.changed && { changed: group.changed }),
    ...(cost && { cost }),
    guardrails: checkGuardrails(guardrails, group).map(({ name, found: sentence, violations }) => ({
      name,
      passes: violations.length === 0,
      sentence: violations.length === 0 ? sentence : violations.join("; "),
    })),
    warnings,
  };
}

function urgentWarnings({ target, now, found: { group }, wants, open, nested }: Findings): string[] {
  const cutOffs = open ? [cutOff(target, open, now)] : [];
  if (wants === "restored") {
    return cutOffs;
  }
  return [
    ...cutOffs,
    ...(!showsArchived(group) && !group.archivable ? [whyNotArchivable(group)] : []),
    ...nested.map((path) => `it holds the group that is declared at "${path}", which is archived with it`),
  ];
}

function warningsOf({ found: { group }, wants, activities }: Findings): string[] {
  const archived = showsArchived(group);
  if (wants === "restored") {
    return archived ? [] : ["it is active already: nothing will be sent"];
  }
  const live = serversOf(group).filter(isLive);
  const queued = live.filter((server) => queuedFor(server) === "archive").length;
  const poweredOn = live.filter(({ details }) => details?.power === "started").length;
  return [
    ...(archived ? ["it is archived already: nothing will be sent"] : []),
    ...(!archived && queued > 0 ? [`an archive is in flight: ${count(queued, "server")} queued for it`] : []),
    ...(poweredOn > 0 ? [`${poweredOn} of ${count(live.length, "server")} powered on`] : []),
    ...wakeUps(activities ?? []),
  ];
}

function cutOff({ accountAlias, groupId }: Target, entry: JournalEntry, now: number): string {
  const { action, operation, submittedAt, intendedAt } = entry;
  const since = formatDuration(now - Date.parse(submittedAt ?? intendedAt));
  const what = operation ? `${operation.id}, submitted ${since} ago` : `about to submit ${since} ago`;
  return `its ${action} was cut off (${what}); the next apply continues it, or: archived-group ${action} --account ${accountAlias} --group ${groupId}`;
}

/** Types of the documentation after which something runs again, or is gone. */
function wakeUps(activities: readonly ScheduledActivity[]): string[] {
  return activities
    .filter(({ isOn, type }) => isOn && ["poweron", "reboot", "delete"].includes(type))
    .map(({ type, next }) => `a scheduled activity is on: ${type}${next ? `, next at ${next}` : ""}`);
}

function treeOf(group: Group, charges: ReadonlyMap<string, Charges> | undefined): ImpactGroup {
  return {
    id: group.id,
    name: group.name,
    status: group.status,
    servers: group.servers.map((server) => toImpact(server, charges?.get(server.id))),
    groups: group.groups.map((child) => treeOf(child, charges)),
  };
}

function toImpact({ id, name, status, details }: Server, cost: Cost | undefined): ImpactServer {
  return { id, name, status, ...details, ...(cost && { cost }) };
}

function costOf(servers: readonly Server[], charges: ReadonlyMap<string, Charges>): Cost {
  const all = servers.flatMap(({ id }) => charges.get(id) ?? []);
  const total = (amount: (one: Charges) => number): number => all.reduce((sum, one) => sum + amount(one), 0);
  return {
    monthlyEstimate: total((one) => one.monthlyEstimate),
    monthToDate: total((one) => one.monthToDate),
    archiveCost: total((one) => one.archiveCost),
  };
}
