import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Receipt, Receipts } from "../archival/receipt";
import { keyOf, type Target } from "../archival/target";
import { jsonText } from "../common/json-text";
import { writeDurably } from "./durable-file";
import { fileNameOf } from "./file-name";
import { LARGEST_ENTRY_BYTES, parseReceipt } from "./parse-entry";
import { readSmallFile } from "./small-file";

/** Receipts in one folder, a JSON file each, readable by their owner only. */
export class FileReceipts implements Receipts {
  private written: string | undefined;

  /**
   * @param directory where the files of all groups lie; made when it is missing
   * @param warn told of a file that cannot be used; it is left alone
   */
  constructor(
    private readonly directory: string,
    private readonly endpoint: string,
    private readonly target: Target,
    private readonly warn: (sentence: string) => void,
  ) {}

  async write(receipt: Receipt): Promise<void> {
    const path = receiptPath(this.directory, receipt);
    await writeDurably(path, `${jsonText(receipt, 2)}\n`);
    this.written = path;
  }

  async location(): Promise<string | undefined> {
    return this.written;
  }

  async all(): Promise<readonly Receipt[]> {
    const { endpoint, target } = this;
    const ours = await readReceipts(this.directory, this.warn, fileNameOf(endpoint, target));
    return ours.filter((receipt) => receipt.endpoint === endpoint && keyOf(receipt) === keyOf(target));
  }
}

/**
 * All receipts of a folder, or those whose file's name begins with a text.
 *
 * @param warn told of a file that cannot be used; it is left alone
 * @returns the one that ended last comes first; of two that ended in the same moment, the one that was begun later
 */
export async function readReceipts(
  directory: string,
  warn: (sentence: string) => void,
  prefix = "",
): Promise<Receipt[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") warn(`the receipts in ${directory} cannot be read (${error.message})`);
    return [];
  });
  const receipts: Receipt[] = [];
  for (const name of names.filter((one) => one.startsWith(prefix) && one.endsWith(".json"))) {
    try {
      receipts.push(parseReceipt(await readSmallFile(join(directory, name), LARGEST_ENTRY_BYTES)));
    } catch (error) {
      warn(`the receipt ${join(directory, name)} is unusable (${(error as Error).message})`);
    }
  }
  return receipts.sort(latestFirst);
}

/** What ended in the very millisecond in which the next began comes before that. */
function latestFirst(one: Receipt, other: Receipt): number {
  return (
    Date.parse(other.ended.at) - Date.parse(one.ended.at) ||
    Date.parse(other.intendedAt) - Date.parse(one.intendedAt)
  );
}

/** The same for the same archive or restore, so that one that is concluded twice keeps one receipt. */
export function receiptPath(directory: string, { action, endpoint, intendedAt, ...target }: Receipt): string {
  const time = intendedAt.replace(/[^0-9TZ]/g, "");
  const suffix = action === "restore" ? "-restore" : "";
  return join(directory, `${fileNameOf(endpoint, target)}-${time}${suffix}.json`);
}
