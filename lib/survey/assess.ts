import { checkGuardrails } from "../archival/guard";
import type { Guardrails } from "../archival/order";
import type { Group, Server } from "../archival/platform";
import { groupStateOf } from "../archival/states";
import { isToRestore, serversOf, showsArchived } from "../archival/tree";
import { firstOf } from "../common/text";
import type { Cost, GuardrailResult, Impact, ImpactGroup, ImpactServer } from "../contract/impact";
import type { Charges } from "../ctl/readings";
import { toSeconds } from "./card";
import type { Findings } from "./findings";
import { gapsOf, isAsWanted, urgentWarnings, warningsOf } from "./warnings";

/** What archiving a group would do, for the one who decides. */
export interface Assessment {
  readonly impact: Impact;
  /** Those of its warnings that must not be left to the plan alone. */
  readonly urgent: readonly string[];
}

export function assess(findings: Findings): Assessment {
  const urgent = urgentWarnings(findings);
  return {
    impact: impactOf(findings, [...urgent, ...warningsOf(findings)]),
    urgent,
  };
}

function impactOf(findings: Findings, warnings: readonly string[]): Impact {
  const { target, endpoint, now, found, wants, guardrails, charges } = findings;
  const { group, path } = found;
  const asWanted = isAsWanted(findings);
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
    archived: wants === "restored" ? isToRestore(group) : showsArchived(group),
    asWanted,
    ...(group.changed && { changed: group.changed }),
    ...(cost && { cost }),
    // Nothing will be sent to what is as it should be, so nothing has to hold.
    guardrails: asWanted ? [] : resultsOf(guardrails, group),
    warnings,
    notKnown: gapsOf(findings),
  };
}

function treeOf(group: Group, charges: ReadonlyMap<string, Charges> | undefined): ImpactGroup {
  return {
    id: group.id,
    name: group.name,
    status: group.status,
    ...(group.unlisted && { unlisted: group.unlisted }),
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

const MOST_NAMED = 10;

/** What each guardrail says of a group, a sentence each; of many things that violate one, some are named. */
export function resultsOf(guardrails: Guardrails, group: Group): GuardrailResult[] {
  return checkGuardrails(guardrails, group).map(({ name, found, violations }) => {
    const named = firstOf(violations, MOST_NAMED);
    return { name, passes: violations.length === 0, sentence: named.length === 0 ? found : named.join("; ") };
  });
}

/** Whether a group says that it is archived, although servers of it are active: a restore has done a part of its work. */
export function isPartlyRestored({ archived, group }: Pick<Impact, "archived" | "group">): boolean {
  return !archived && groupStateOf(group.status ?? "") === "archived";
}
