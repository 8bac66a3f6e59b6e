import type { ArchivalEvent } from "./events";
import type { Journal } from "./journal";
import type { Lock } from "./lock";
import type { Platform } from "./platform";
import type { Receipts } from "./receipt";

/** Time, passed in so that a test moves it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Everything that archival touches outside itself. */
export interface Ports {
  readonly platform: Platform;
  readonly journal: Journal;
  readonly receipts: Receipts;
  readonly lock: Lock;
  readonly clock: Clock;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
  /** Whether the one who started this run is gone, so that nobody would learn what comes of it. */
  isAbandoned(): boolean;
  /** Resolves when the time of the run is over, and a little more: then it ends, whatever it waits for. @default never */
  readonly overdue?: Promise<unknown>;
  report(event: ArchivalEvent): void;
}
