import type { ArchivalEvent } from "../archival/events";
import { archivedBy, hasSucceeded, tellsOfSuccess } from "../archival/evidence";
import type { JournalEntry } from "../archival/journal";
import { look } from "../archival/look";
import { Ended } from "../archival/outcome";
import { archiveInForce, changedTheGroup, type Receipt } from "../archival/receipt";
import { Run } from "../archival/run";
import type { Scope, Sighting } from "../archival/sighting";
import type { Target } from "../archival/target";
import { subGroupsOf, unlistedIn } from "../archival/tree";
import { formatDuration } from "../duration";
import { count } from "../plural";
import { type SettingValues, toOrder } from "../settings";
import { EXIT } from "./exit-codes";
import { finishCommand } from "./finish-command";
import { clientFrom, explain, type Surroundings } from "./main";
import { memoryOf } from "./memory";
import { printableWith, toJsonLine } from "./printable";
import { type Reporter, reporterFor } from "./reporter";

/** What is known of a group, from the API, its queue and our journal. */
interface Status extends Target {
  readonly endpoint: string;
  readonly name?: string;
  /**
   * As the API says it; `not found` when it shows no such group, and `not known` where that says nothing: an archive was sent
   * from here, so that it may be hidden, or nothing else answers either.
   */
  readonly status: string;
  readonly archived: boolean;
  readonly liveServers: number;
  readonly groups: number;
  /** What was begun from here and has not ended. */
  readonly journal: JournalEntry | "unusable" | null;
  /** What ended last from here, and changed the group. */
  readonly receipt: Receipt | null;
  /** The word of the queue for the operation of the journal. */
  readonly queue?: string;
  /** The command that finishes what was cut off. */
  readonly next?: string;
}

/**
 * Shows what the API and the journal say about one group. It sends nothing that changes anything.
 *
 * @returns the exit code: 0 also for a group that is not archived, 1 when there is no such group
 */
export async function statusCommand(values: SettingValues, around: Surroundings): Promise<number> {
  const { env, clock, logFormat, output } = around;
  const reporter = reporterFor(logFormat, output, () => clock.now(), env);
  /** JSON is one object and nothing else. */
  const quiet: Pick<Reporter, "note" | "event"> =
    logFormat === "text" ? reporter : { note: () => {}, event: () => {} };
  try {
    const order = { ...toOrder(values), timeoutMs: 60_000 };
    const platform = clientFrom(around, { note: () => {} });
    const memory = memoryOf(order, platform.endpoint, env, (sentence) => quiet.note(`warning: ${sentence}`));
    const journal = await memory.journal.peek();
    const entry = journal === "unusable" ? undefined : journal;
    const receipts = await memory.receipts.all();
    const report = (event: ArchivalEvent): void =>
      event.kind === "trouble" ? quiet.event(event) : undefined;
    const { random } = around;
    const ports = { ...memory, platform, clock, random, isAbandoned: () => false, report };
    const run = new Run(order, ports, "archive");
    const operation = entry?.operation;
    const word = operation && (await run.read(() => platform.status(order.accountAlias, operation)));
    const seen = await lookAsRunsDo(run, entry, word, archiveInForce(receipts));
    const receipt = receipts.find(changedTheGroup);
    const status = toStatus(
      order,
      platform.endpoint,
      seen,
      { journal, receipt },
      operation && (word ?? "not known to the queue"),
    );
    const printable = printableWith(env);
    const lines =
      logFormat === "json"
        ? [toJsonLine(status, printable)]
        : statusLines(status, clock.now()).map(printable);
    output.write(`${lines.join("\n")}\n`);
    return seen.group || status.archived ? EXIT.archived : EXIT.failed;
  } catch (error) {
    if (error instanceof Ended) {
      reporter.error(error.outcome.summary);
      return error.outcome.verdict === "credentials" ? EXIT.credentials : EXIT.failed;
    }
    return explain(error, reporter);
  }
}

/** What counts as evidence for a run counts here, and nothing else does. */
async function lookAsRunsDo(
  run: Run,
  entry: JournalEntry | undefined,
  word: string | undefined,
  earlier: Receipt | undefined,
): Promise<Sighting> {
  const words = word === undefined ? [] : [{ at: "", status: word }];
  const transitions = [...(entry?.transitions ?? []), ...words];
  const scope: Scope = {
    servers: entry?.servers ?? [],
    parentId: entry?.parentId ?? earlier?.parentId,
    hasSucceeded:
      entry?.action === "archive"
        ? hasSucceeded({ transitions })
        : earlier !== undefined && tellsOfSuccess(earlier),
  };
  const seen = await look(run, scope);
  return seen.group || entry || !earlier ? seen : look(run, { ...scope, servers: earlier.servers });
}

function toStatus(
  { accountAlias, groupId }: Target,
  endpoint: string,
  seen: Sighting,
  { journal, receipt }: { journal: Status["journal"] | undefined; receipt: Receipt | undefined },
  queue: string | undefined,
): Status {
  const { group, isAnswering, live } = seen;
  const mayBeHidden = journal || (receipt?.action === "archive" && receipt.ended.as !== "failed");
  return {
    endpoint,
    accountAlias,
    groupId,
    ...(group && { name: group.name }),
    status: group?.status ?? (isAnswering && !mayBeHidden ? "not found" : "not known"),
    archived: archivedBy(seen) !== undefined,
    liveServers: live.length + (group ? unlistedIn(group) : 0),
    groups: group ? 1 + subGroupsOf(group).length : 0,
    journal: journal ?? null,
    receipt: receipt ?? null,
    ...(queue !== undefined && { queue }),
    ...(journal && {
      next: journal === "unusable" ? finishCommand({ accountAlias, groupId }) : finishCommand(journal),
    }),
  };
}

function statusLines(status: Status, now: number): string[] {
  const { name, groupId, accountAlias, endpoint, receipt, queue, next } = status;
  const named = name === undefined ? groupId : `"${name}" (${groupId})`;
  const rows: [string, string | undefined][] = [
    ["group", `${named} of ${accountAlias} on ${endpoint}`],
    ["status", statusLine(status)],
    ["journal", journalLine(status, now)],
    ["receipt", receipt ? `${begun(receipt, now)}; ended as ${receipt.ended.as} at ${receipt.ended.at}` : ""],
    ["queue", queue],
    ["next", next && `${next}   (finishes it, sends nothing twice)`],
  ];
  return rows.flatMap(([label, text]) => (text ? [`${label.padEnd(9)}${text}`] : []));
}

function statusLine({ status, archived, liveServers, groups }: Status): string {
  if (groups === 0 && !archived) {
    return status === "not known"
      ? "not known: the API does not show the group, which may be archived and hidden, deleted, or behind something that answers 404 to everything"
      : "not found, or this user may not see it; archived elsewhere, it may be hidden";
  }
  if (groups === 0) {
    return "archived; the API does not show it any more";
  }
  const word = archived ? "archived" : status;
  return `${word}; ${count(liveServers, "server")} not archived, ${count(groups, "group")} in all`;
}

function begun({ action, operation, intendedAt, submittedAt }: JournalEntry, now: number): string {
  const what = action === "restore" ? "restore " : "";
  const since = formatDuration(now - Date.parse(submittedAt ?? intendedAt));
  return operation ? `${what}${operation.id}, submitted ${since} ago` : `${what}about to submit ${since} ago`;
}

function journalLine({ journal, receipt }: Status, now: number): string {
  if (journal === "unusable") {
    return "unusable; only the group itself can tell what was sent";
  }
  if (journal) {
    return `${begun(journal, now)}; no end recorded`;
  }
  return receipt ? "nothing of ours is open" : "nothing was archived from here";
}
