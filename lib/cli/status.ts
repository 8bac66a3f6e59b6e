import { Command } from "commander";
import { archivedBy, hasSucceeded, tellsOfSuccess } from "../archival/evidence";
import type { JournalEntry } from "../archival/journal";
import { look } from "../archival/look";
import { Abort } from "../archival/outcome";
import type { ArchivalEvent } from "../archival/ports";
import { archiveInForce, changedTheGroup, type Receipt } from "../archival/receipt";
import { Run } from "../archival/run";
import type { Scope, Sighting } from "../archival/sighting";
import { subGroupsOf, unlistedIn } from "../archival/tree";
import { EXIT } from "../contract/exit-codes";
import { toOrder } from "../contract/orders";
import { SETTINGS, type SettingValues } from "../contract/settings";
import { runAsProcess } from "../hook/process";
import { reporterFor } from "../hook/reporter";
import { explain, type Surroundings } from "../hook/surroundings";
import { clientFrom, endpointFrom } from "../store/client-from";
import { storeFrom } from "../store/memory";
import { ENVIRONMENT } from "./help";
import { settingOptions } from "./options";
import { nextStep, type Remembered, remembered, unfinished } from "./remembered";
import { type Status, type StatusPage, statusPageFor } from "./status-page";
import { warnerFor } from "./warner";

const EXIT_CODES = `
Exit codes:
  0 shown, archived or not   1 no such group, or no answer   2 wrong usage   3 credentials   130 interrupted`;

/** `archived-group status`: what the API and the journal say about a group. */
export function statusProgram(): Command {
  const command = new Command("status").description("show what the API and the journal say about a group");
  const { account, group } = SETTINGS;
  for (const option of settingOptions({ account, group })) {
    command.addOption(option);
  }
  return command
    .option("--json", "print one JSON object")
    .addHelpText("after", `${ENVIRONMENT}\n${EXIT_CODES}`)
    .action(({ json, ...values }: SettingValues & { json?: boolean }) => {
      runAsProcess((around) => statusCommand(values, around), {
        byTerraform: false,
        logFormat: json ? "json" : "text",
      });
    });
}

/**
 * Shows what the journal and the API say about one group. It sends nothing that changes anything. Where the API cannot be
 * asked, it shows what is known from here, and why.
 *
 * @returns the exit code: 0 also for a group that is not archived, 1 when there is no such group
 */
export async function statusCommand(values: SettingValues, around: Surroundings): Promise<number> {
  const page = statusPageFor(around);
  try {
    return await showStatus(values, around, page);
  } catch (error) {
    if (error instanceof Abort) {
      page.fail(error.outcome.summary);
      return error.outcome.verdict === "credentials" ? EXIT.credentials : EXIT.failed;
    }
    return explain(error, { error: (sentence) => page.fail(sentence) });
  }
}

async function showStatus(values: SettingValues, around: Surroundings, page: StatusPage): Promise<number> {
  const { clock, env, random } = around;
  const order = { ...toOrder(values), timeoutMs: 60_000 };
  const { accountAlias, groupId } = order;
  const endpoint = endpointFrom(env);
  const store = storeFrom(env);
  const memory = store.memoryOf(order, endpoint, (sentence) => page.warn(sentence));
  const journal = (await memory.journal.peek()) ?? null;
  const receipts = await memory.receipts.all();
  const here = remembered(store.location, journal, receipts);
  const know = (queue?: string, seen?: Sighting): void => {
    const next = nextStep(order, here, unfinished(here, receipts, seen));
    const name = seen?.group?.name ?? nameIn(here);
    const status: Status = {
      endpoint,
      accountAlias,
      groupId,
      ...(name !== undefined && { name }),
      ...here,
      ...(queue !== undefined && { queue }),
      ...(seen && whatIsSeen(seen, here)),
      ...(next && { next: next.command }),
    };
    page.know(status, next?.does);
  };
  know();

  const reporter = reporterFor(around.logFormat, around.output, () => clock.now(), env);
  const platform = clientFrom(around, { loggedIn: () => {}, warn: warnerFor(around, reporter) });
  const report = (event: ArchivalEvent): void => (event.kind === "trouble" ? page.trouble(event) : undefined);
  const ports = { ...memory, platform, clock, random, isAbandoned: () => false, report };
  const run = new Run(order, ports, "archive");
  const entry = journal === "unusable" ? undefined : (journal ?? undefined);
  const operation = entry?.operation;
  const word = operation && (await run.read(() => platform.progress(accountAlias, operation)))?.word;
  const queue = operation && (word ?? "not known to the queue");
  know(queue);
  const seen = await lookAsRunsDo(run, entry, word, receipts);
  know(queue, seen);
  page.end();
  return seen.group || archivedBy(seen) ? EXIT.ok : EXIT.failed;
}

/** What counts as evidence for a run counts here, and nothing else does. */
async function lookAsRunsDo(
  run: Run,
  entry: JournalEntry | undefined,
  word: string | undefined,
  receipts: readonly Receipt[],
): Promise<Sighting> {
  const earlier = archiveInForce(receipts);
  const words = word === undefined ? [] : [{ at: "", status: word }];
  const transitions = [...(entry?.transitions ?? []), ...words];
  const scope: Scope = {
    servers: entry?.servers ?? [],
    parentId: entry?.parentId ?? earlier?.parentId,
    hasSucceeded:
      entry?.action === "archive"
        ? hasSucceeded({ transitions })
        : earlier !== undefined && tellsOfSuccess(earlier),
    ...(!entry && restoreThatFailed(receipts)),
  };
  const seen = await look(run, scope);
  return seen.group || entry || !earlier ? seen : look(run, { ...scope, servers: earlier.servers });
}

function nameIn({ journal, receipt }: Remembered): string | undefined {
  return journal && journal !== "unusable" ? journal.groupName : receipt?.groupName;
}

/** Only the servers themselves tell what a restore has left: archived ones are not in the tree of their group. */
function restoreThatFailed(receipts: readonly Receipt[]): Partial<Scope> {
  const last = receipts.find(changedTheGroup);
  return last?.action === "restore" && last.ended.as === "failed"
    ? { servers: last.servers, wholly: true }
    : {};
}

/** A group that is not shown may be hidden when an archive was sent from here, or when nothing else answers either. */
function whatIsSeen(seen: Sighting, { journal, receipt }: Remembered) {
  const { group, isAnswering, live } = seen;
  const mayBeHidden = journal || (receipt?.action === "archive" && receipt.ended.as !== "failed");
  return {
    status: group?.status ?? (isAnswering && !mayBeHidden ? "not found" : "not known"),
    archived: archivedBy(seen) !== undefined,
    liveServers: live.length + (group ? unlistedIn(group) : 0),
    groups: group ? 1 + subGroupsOf(group).length : 0,
  };
}
