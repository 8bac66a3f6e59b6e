import type { ArchivalEvent, LockHolder } from "../archival/ports";
import { formatDuration } from "../common/duration";
import { count } from "../common/text";

/** One line of plain text for one event. */
export function eventLine(event: Exclude<ArchivalEvent, { kind: "waiting" }>): string {
  switch (event.kind) {
    case "locked":
      return `${holderOf(event.holder)} is already working on this group; waiting for it to end`;
    case "observed":
      return `"${event.group.name}" is ${event.group.status}: ${whatIsIn(event)}`;
    case "submitting":
      return `sending the ${event.action} of "${event.group.name}", once`;
    case "submitted":
      return `accepted as operation ${event.operation.id}`;
    case "adopting":
      return `adopting ${event.operation.id}, which was sent elsewhere; nothing is sent from here`;
    case "other-open":
      return `an earlier ${event.action} of this group was cut off; finishing it first`;
    case "other-ended":
      return event.summary;
    case "resuming":
      return `resuming ${event.operation.id}, submitted ${formatDuration(event.submittedMsAgo)} ago; nothing is sent again`;
    case "status":
      return `${event.operation.id}: ${event.status} (${formatDuration(event.elapsedMs)})`;
    case "unrecognised":
      return `the queue says "${event.status}", an undocumented status; the run keeps waiting`;
    case "settling":
      return `${event.reason}; watching the group for up to ${formatDuration(event.upToMs)}`;
    case "trouble":
      return `${event.message}; attempt ${event.inARow + 1} in ${formatDuration(Math.max(1_000, event.nextTryMs))}`;
    case "verifying":
      return `${event.operation.id} has ended; looking at the group itself`;
    case "journal-lost":
      return `warning: the journal cannot be written (${event.message}); if this run is cut off, the next one has to look at the group instead`;
  }
}

/** Who has to end first, and how sure that is. */
function holderOf({ pid, host, since, elsewhere }: LockHolder): string {
  const lease = elsewhere ? ", according to its lease" : "";
  return `process ${pid} on ${host} (since ${since}${lease})`;
}

/** What a heartbeat says. */
export function heartbeatLine(event: ArchivalEvent & { kind: "waiting" }): string {
  return `still waiting: ${event.on}, ${formatDuration(event.elapsedMs)} so far`;
}

/** Platforms do not show which servers an archived group has. */
function whatIsIn({ action, groups, servers }: Extract<ArchivalEvent, { kind: "observed" }>): string {
  return action === "restore" && servers === 0
    ? `${count(groups, "group")} to restore; which servers it has is not known here`
    : `${count(servers, "server")} to ${action}, in ${count(groups, "group")}`;
}
