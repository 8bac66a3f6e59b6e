import type { Journal, JournalEntry } from "../../../lib/archival/journal";
import { KillSwitch } from "./kill-switch";

/** A journal that outlives the runs that write it. */
export class MemoryJournal implements Journal {
  readonly location = "memory";
  /** Everything that was written, in order. */
  readonly written: JournalEntry[] = [];
  killSwitch = new KillSwitch();
  /** Called before each write; throws when the disk is full. */
  beforeWrite: (entry: JournalEntry) => void = () => {};

  constructor(private entry?: JournalEntry) {}

  get last(): JournalEntry | undefined {
    return this.entry;
  }

  async read(): Promise<JournalEntry | undefined> {
    await this.killSwitch.step();
    return this.entry;
  }

  async peek(): Promise<JournalEntry | undefined> {
    return this.entry;
  }

  async exists(): Promise<boolean> {
    return this.entry !== undefined;
  }

  async write(entry: JournalEntry): Promise<void> {
    await this.killSwitch.step();
    this.beforeWrite(entry);
    this.entry = structuredClone(entry);
    this.written.push(this.entry);
    await this.killSwitch.step();
  }

  async clear(): Promise<void> {
    await this.killSwitch.step();
    delete this.entry;
    await this.killSwitch.step();
  }

  lose(): void {
    delete this.entry;
  }
}
