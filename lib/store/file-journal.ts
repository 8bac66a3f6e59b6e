import { access, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Journal, JournalEntry } from "../archival/journal";
import type { Target } from "../archival/target";
import { jsonText } from "../common/json-text";
import { syncFolder, writeDurably } from "./durable-file";
import { fileNameOf } from "./file-name";
import { LARGEST_ENTRY_BYTES, parseEntry } from "./parse-entry";
import { readSmallFile } from "./small-file";

/** A journal in one small JSON file, readable by its owner only. */
export class FileJournal implements Journal {
  readonly location: string;

  /**
   * @param directory where the files of all groups lie; made when it is missing
   * @param warn told once when a file cannot be used; it is moved aside, and costs no more than a look
   */
  constructor(
    directory: string,
    private readonly endpoint: string,
    private readonly target: Target,
    private readonly warn: (sentence: string) => void,
  ) {
    this.location = join(directory, `${fileNameOf(endpoint, target)}.json`);
  }

  async read(): Promise<JournalEntry | undefined> {
    return this.readOr(async (reason) => {
      await this.moveAside(reason);
      return undefined;
    });
  }

  async peek(): Promise<JournalEntry | "unusable" | undefined> {
    return this.readOr(async (reason) => {
      this.warn(
        `the journal ${this.location} is unusable (${reason}); the next run moves it aside and looks at the group instead`,
      );
      return "unusable" as const;
    });
  }

  async exists(): Promise<boolean> {
    return access(this.location).then(
      () => true,
      () => false,
    );
  }

  async write(entry: JournalEntry): Promise<void> {
    const text = `${jsonText(entry, 2)}\n`;
    // The next run would not read it.
    if (Buffer.byteLength(text) > LARGEST_ENTRY_BYTES) {
      throw new Error(`it would be larger than ${LARGEST_ENTRY_BYTES / 1024} KiB`);
    }
    await writeDurably(this.location, text);
  }

  async clear(): Promise<void> {
    await rm(this.location, { force: true });
    await syncFolder(dirname(this.location));
  }

  private async readOr<T>(giveUp: (reason: string) => Promise<T>): Promise<JournalEntry | T | undefined> {
    try {
      const entry = parseEntry(await readSmallFile(this.location, LARGEST_ENTRY_BYTES));
      if (!this.isOurs(entry)) {
        throw new Error("it belongs to another group");
      }
      return entry;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code === "ENOENT" ? undefined : giveUp(message);
    }
  }

  private isOurs(entry: JournalEntry): boolean {
    const { accountAlias, groupId } = this.target;
    return (
      entry.endpoint === this.endpoint && entry.accountAlias === accountAlias && entry.groupId === groupId
    );
  }

  private async moveAside(reason: string): Promise<void> {
    const aside = `${this.location}.unusable`;
    const moved = await rename(this.location, aside).then(
      () => ` and was moved to ${aside}`,
      () => "",
    );
    this.warn(
      `the journal ${this.location} is unusable (${reason})${moved}; looking at the group itself instead`,
    );
  }
}
