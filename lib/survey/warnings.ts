import { whyNotArchivable } from "../archival/guard";
import type { JournalEntry } from "../archival/journal";
import { ACTION_NAMES, type Group, type Server } from "../archival/platform";
import { keyOf } from "../archival/target";
import {
  isLive,
  isRestorable,
  isToRestore,
  queuedFor,
  serversOf,
  showsArchived,
  subGroupsOf,
  unlistedIn,
} from "../archival/tree";
import { formatDuration } from "../common/duration";
import { count, firstOf } from "../common/text";
import { finishCommand } from "../contract/orders";
import type { ScheduledActivity } from "../ctl/readings";
import type { Findings } from "./findings";

/** What must not be left to the plan alone, one sentence each. */
export function urgentWarnings(findings: Findings): string[] {
  const {
    now,
    found: { group },
    wants,
    restores,
    open,
    nested,
  } = findings;
  const isArchived = showsArchived(group);
  const forbidden = wants === "archived" && !isArchived && !group.archivable;
  return [
    ...(open ? [cutOff(open, wants, now)] : []),
    ...(forbidden ? [whyNotArchivable(group)] : []),
    ...(wants === "archived" && !isArchived ? unlisted(group) : []),
    ...halfArchived(findings),
    ...nested.flatMap(({ declaredAt, restores: alsoRestores, wants: others = "archived" }) => {
      if (wants === "archived") {
        const order = restores && alsoRestores ? "; it is restored first when it depends on that one" : "";
        return [`it holds the group that is declared at "${declaredAt}", which is archived with it${order}`];
      }
      return isToRestore(group) && others === "archived"
        ? [`it holds the group that is declared as archived at "${declaredAt}", which is restored with it`]
        : [];
    }),
  ];
}

/** What else a reviewer should know, one sentence each. */
export function warningsOf(findings: Findings): string[] {
  const { found, receipt, wants } = findings;
  const is = wants === "archived" ? "archived" : "active";
  return [
    ...(isAsWanted(findings) ? [`it is ${is} already: nothing will be sent`] : []),
    ...(receipt ? [`the platform does not show it; it was archived from here on ${receipt.ended.at}`] : []),
    ...inFlight(found.group),
    ...(wants === "archived" ? [...poweredOn(found.group), ...wakeUps(findings)] : []),
  ];
}

/** What was to be found out of a group that is to be archived, and was not. */
export function gapsOf({
  target,
  found: { group },
  wants,
  guardrailsAtApply,
  isPriced,
  charges,
  schedules,
}: Findings): string[] {
  if (showsArchived(group) || wants === "restored") {
    return [];
  }
  const all = [group, ...subGroupsOf(group)];
  const missing = schedules
    ? all.filter(({ id }) => !schedules.has(keyOf({ ...target, groupId: id }))).length
    : 0;
  const which = missing < all.length ? ` of ${missing} of its ${all.length} groups` : "";
  return [
    ...(isPriced ? unpriced(serversOf(group), charges) : []),
    ...(missing > 0 ? [`scheduled activities${which}`] : []),
    ...guardrailsAtApply.map(checkedAtApply),
  ];
}

/** @param guardrail such as `maxServers` */
export function checkedAtApply(guardrail: string): string {
  return `whether ${guardrail} holds, which the apply checks: only Terraform knows its value`;
}

/** The answer may leave out servers, of which nobody then knows what they cost. */
function unpriced(servers: readonly Server[], charges: Findings["charges"]): string[] {
  const many = servers.filter((server) => isLive(server) && !charges?.has(server.id)).length;
  if (!charges) {
    return ["costs"];
  }
  return many > 0 ? [`costs of ${many} of its ${count(servers.length, "server")}`] : [];
}

/** One sentence about what was begun and has not ended. */
export function cutOff(entry: JournalEntry, wants: Findings["wants"], now: number): string {
  const { action, operation, submittedAt, intendedAt } = entry;
  const since = formatDuration(now - Date.parse(submittedAt ?? intendedAt));
  const isWanted = (action === "archive") === (wants === "archived");
  const next = isWanted ? "the next apply continues it" : "the next run of its hook finishes it first";
  const what = operation ? `${operation.id}, submitted ${since} ago` : `about to submit ${since} ago`;
  return `its ${action} was cut off (${what}); ${next}, or: ${finishCommand(entry)}`;
}

/** Nobody can approve what is not named, so the fence of the hook refuses it. */
function unlisted(group: Group): string[] {
  const many = unlistedIn(group);
  return many > 0
    ? [
        `the platform counts ${count(many, "server")} in it that it does not list: the apply is refused while that is so`,
      ]
    : [];
}

function inFlight(group: Group): string[] {
  return ACTION_NAMES.flatMap((action) => {
    const queued = serversOf(group).filter((server) => queuedFor(server) === action).length;
    const one = action === "archive" ? "an archive" : "a restore";
    return queued > 0 ? [`${one} is in flight: ${count(queued, "server")} queued for it`] : [];
  });
}

function poweredOn(group: Group): string[] {
  const live = serversOf(group).filter(isLive);
  const on = live.filter(({ details }) => details?.power === "started").length;
  return on > 0 ? [`${on} of ${count(live.length, "server")} powered on`] : [];
}

/** Types of the documentation after which something runs again, or is gone. */
function wakeUps({ target, found: { group }, schedules }: Findings): string[] {
  return [group, ...subGroupsOf(group)].flatMap(({ id, name }) =>
    (schedules?.get(keyOf({ ...target, groupId: id })) ?? [])
      .filter(({ isOn, type }) => isOn && ["poweron", "reboot", "delete"].includes(type))
      .map((activity) => wakeUp(activity, id === group.id ? "" : ` of "${name}"`)),
  );
}

function wakeUp({ type, next }: ScheduledActivity, whose: string): string {
  return `a scheduled activity is on: ${type}${whose}${next ? `, next at ${next}` : ""}`;
}

const MOST_NAMED = 5;

/** Whether the group is as the declaration asks for, with nothing in flight: what was cut off is gone on with first. */
export function isAsWanted(findings: Findings): boolean {
  const {
    found: { group },
    open,
    wants,
  } = findings;
  const isOtherOpen = open !== undefined && (open.action === "archive") !== (wants === "archived");
  const isThere =
    wants === "archived" ? showsArchived(group) : !isToRestore(group) && halfArchived(findings).length === 0;
  return isThere && !serversOf(group).some(queuedFor) && !isOtherOpen;
}

/** What an archive that failed leaves of a group to restore: it is active, and some of its servers are archived and have left it. */
function halfArchived({ found: { group }, wants, archivedFromHere }: Findings): string[] {
  if (wants === "archived" || isToRestore(group)) {
    return [];
  }
  const shown = serversOf(group);
  const ids = new Set(shown.map(({ id }) => id));
  const gone = archivedFromHere.filter((id) => !ids.has(id));
  const stillArchived = [...new Set([...shown.filter(isRestorable).map(({ id }) => id), ...gone])];
  if (stillArchived.length === 0) {
    return [];
  }
  const named = firstOf(stillArchived, MOST_NAMED).join(", ");
  return [
    `it is active, but some of what was archived is not back in it (${named}): the apply will fail on those that are still archived, because the platform restores only whole groups`,
  ];
}
