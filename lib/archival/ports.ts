import type { ArchivalEvent } from "./events";
import type { Journal } from "./journal";
import type { Platform } from "./platform";

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
  readonly clock: Clock;
  /** Uniform in [0, 1), for jitter. */
  random(): number;
  report(event: ArchivalEvent): void;
}
