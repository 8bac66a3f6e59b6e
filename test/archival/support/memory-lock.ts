import type { Lock, LockHolder } from "../../../lib/archival/ports";

/** A lock that somebody else may hold. */
export class MemoryLock implements Lock {
  holder: LockHolder | undefined;
  lost = false;
  taken = 0;
  released = 0;

  async take(): Promise<LockHolder | undefined> {
    if (!this.holder) this.taken += 1;
    return this.holder;
  }

  async isOurs(): Promise<boolean> {
    return !this.lost;
  }

  async release(): Promise<void> {
    this.released += 1;
  }

  releaseNow(): void {
    this.released += 1;
  }
}
