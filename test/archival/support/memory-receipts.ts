import { changedTheGroup, type Receipt, type Receipts } from "../../../lib/archival/receipt";
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

  async last(): Promise<Receipt | undefined> {
    return this.written.findLast(changedTheGroup);
  }

  lose(): void {
    this.written.length = 0;
  }
}
