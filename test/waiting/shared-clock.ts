import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../lib/archival/ports";

/** One time for many: it passes when all of them sleep, to the moment at which the first one wakes up. */
export class SharedClock implements Clock {
  private time = Date.parse("2015-07-14T13:47:58Z");
  private readonly sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.time;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ until: this.time + ms, wake }));
  }

  /** Lets time pass until nobody sleeps any more. */
  async run(): Promise<void> {
    for (;;) {
      // Whoever is awake works in memory only, and sleeps again before this resolves.
      await setImmediate();
      const [next] = this.sleepers.sort((one, other) => one.until - other.until).splice(0, 1);
      if (!next) {
        return;
      }
      this.time = next.until;
      next.wake();
    }
  }
}
