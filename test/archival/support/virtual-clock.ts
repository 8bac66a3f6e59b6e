import type { Clock } from "../../../lib/archival/ports";

/** Time that passes only when somebody sleeps, and then at once. */
export class VirtualClock implements Clock {
  /** Every sleep so far, in ms. */
  readonly sleeps: number[] = [];
  private time = Date.parse("2015-07-14T13:47:58Z");

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    this.time += ms;
  }

  /** Time passes without a sleep, as between two runs. */
  pass(ms: number): void {
    this.time += ms;
  }
}
