import type { Receipt, Receipts } from "../../../lib/archival/receipt";
import { KillSwitch } from "./kill-switch";

/** Receipts that outlive the runs that write them. */
export class MemoryReceipts implements Receipts {
  /** Everything that was written, in order. */
  readonly written: Receipt[] = [];
  killSwitch = new KillSwitch();
  /** Called before each write; throws when the disk is full. */
  beforeWrite: () => void = () => {};

  async write(receipt: Receipt): Promise<void> {
    await this.killSwitch.step();
    this.beforeWrite();
    this.written.push(structuredClone(receipt));
    await this.killSwitch.step();
  }

  async all(): Promise<readonly Receipt[]> {
    return [...this.written].reverse();
  }

  async location(): Promise<undefined> {}

  lose(): void {
    this.written.length = 0;
  }
}
