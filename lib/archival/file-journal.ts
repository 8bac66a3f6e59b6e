import { access, mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { JOURNAL_ENDS, type Journal, type JournalEntry } from "./journal";
import type { Target } from "./target";

/** A journal in one small JSON file, readable by its owner only. */
export class FileJournal implements Journal {
  readonly location: string;

  /**
   * @param directory where the files of all groups lie; made when it is missing
   * @param warn told once when a file can not be used; it is moved aside, and costs no more than a look
   */
  constructor(
    private readonly directory: string,
    private readonly endpoint: string,
    private readonly target: Target,
    private readonly warn: (sentence: string) => void,
  ) {
    const host = endpoint.replace(/^https:\/\//, "").replace(/[^A-Za-z0-9.-]+/g, "-");
    this.location = join(directory, `${host}-${target.accountAlias}-${target.groupId}.json`);
  }

  async read(): Promise<JournalEntry | undefined> {
    let text: string;
    try {
      text = await readFile(this.location, "utf8");
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT") {
        await this.moveAside(message);
      }
      return undefined;
    }
    const entry = parse(text);
    if (entry && this.isOurs(entry)) {
      return entry;
    }
    await this.moveAside("it is no journal of this group");
    return undefined;
  }

  /** Whether anything was written yet, by this run or an earlier one. */
  async exists(): Promise<boolean> {
    return access(this.location).then(
      () => true,
      () => false,
    );
  }

  async write(entry: JournalEntry): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.location, `${JSON.stringify(entry, null, 2)}\n`, { mode: 0o600, fsync: true });
    // The rename itself is durable only once the directory is written.
    const directory = await open(this.directory);
    await directory.sync().finally(() => directory.close());
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
      `the journal ${this.location} is unusable (${reason})${moved}; the group itself is looked at instead`,
    );
  }
}

function parse(text: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  const { version, endpoint, groupName, servers, intendedAt, submittedAt, operation, ended } = Object(value);
  return (
    version === 1 &&
    typeof endpoint === "string" &&
    typeof groupName === "string" &&
    Array.isArray(servers) &&
    servers.every((id) => typeof id === "string") &&
    isTime(intendedAt) &&
    (submittedAt === undefined || isTime(submittedAt)) &&
    (operation === undefined || (typeof operation?.id === "string" && typeof operation.href === "string")) &&
    (ended === undefined || (isTime(ended?.at) && JOURNAL_ENDS.includes(ended.as)))
  );
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}
