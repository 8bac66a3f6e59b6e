import { Command } from "commander";
import type { Receipt } from "../archival/receipt";
import { formatDuration } from "../common/duration";
import { count } from "../common/text";
import { EXIT } from "../contract/exit-codes";
import { printableWith, toJsonLine } from "../hook/printable";
import { runAsProcess } from "../hook/process";
import { reporterFor } from "../hook/reporter";
import { explain, type Surroundings } from "../hook/surroundings";
import { storeFrom } from "../store/memory";

const STATE_DIRECTORY = `
Environment:
  ARCHIVED_GROUP_STATE_DIR     where receipts are kept`;

const EXIT_CODES = `
Exit codes:
  0 listed, also when there are none   1 failed   2 wrong usage`;

/** `archived-group receipts`: the operations done from here. */
export function receiptsProgram(): Command {
  return new Command("receipts")
    .description("list the operations done from here, the one that ended last first")
    .option("--json", "print one JSON list")
    .addHelpText("after", `${STATE_DIRECTORY}\n${EXIT_CODES}`)
    .action(({ json }: { json?: boolean }) => {
      runAsProcess(receiptsCommand, { byTerraform: false, logFormat: json ? "json" : "text" });
    });
}

/**
 * Lists the operations that were done from here, the one that ended last first. It asks nobody.
 *
 * @returns the exit code: 0 also when there are none
 */
export async function receiptsCommand(around: Surroundings): Promise<number> {
  const { env, clock, logFormat, output } = around;
  const reporter = reporterFor(logFormat, output, () => clock.now(), env);
  const printable = printableWith(env);
  try {
    const store = storeFrom(env);
    // JSON is one list and nothing else.
    const warn = (sentence: string): void =>
      logFormat === "text" ? reporter.note(`warning: ${sentence}`) : undefined;
    const receipts = await store.allReceipts(warn);
    const none = `nothing was archived from here yet; receipts are kept in ${store.receiptsLocation}`;
    const lines = receipts.length > 0 ? receipts.flatMap(receiptLines) : [none];
    const text = logFormat === "json" ? toJsonLine(receipts, printable) : lines.map(printable).join("\n");
    output.write(`${text}\n`);
    return EXIT.ok;
  } catch (error) {
    return explain(error, reporter);
  }
}

function receiptLines({
  action,
  adopted,
  ended,
  operation,
  submittedAt,
  intendedAt,
  ...receipt
}: Receipt): string[] {
  const { targetGroupId, accountAlias, endpoint, groupId, groupName, runs, servers, subGroups } = receipt;
  const actor = runs.find((run) => run.actor)?.actor;
  const took = formatDuration(Date.parse(ended.at) - Date.parse(submittedAt ?? intendedAt));
  const what = action === "restore" ? `restore into ${targetGroupId}: ` : "";
  const scope = `${what}${count(servers.length, "server")}, ${count(1 + subGroups.length, "group")}`;
  return [
    `${ended.at}  ${ended.as.padEnd(10)}  ${operation?.id ?? "no operation"}  "${groupName}" (${groupId}) of ${accountAlias} on ${endpoint}`,
    `    ${scope}, ${took}, ${count(runs.length, "run")}${actor ? `, by ${actor}` : ""}${adopted ? ", adopted: it was sent elsewhere" : ""}`,
  ];
}
