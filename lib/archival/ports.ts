import type { Journal } from "./journal";
import type { ActionName, Group, Operation, Platform } from "./platform";
import type { Receipts } from "./receipt";

/** Time, passed in so that a test moves it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Who holds a lock. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** When it took the lock, ISO 8601 in UTC. */
  readonly since: string;
  /** Whether it runs where its process cannot be seen (another machine or container): then only its lease tells. */
  readonly elsewhere: boolean;
}

/** Keeps two runs off one group. */
export interface Lock {
  /** Takes the lock. @returns who holds it instead; `undefined` when it is ours now */
  take(): Promise<LockHolder | undefined>;
  /** Whether it is still ours: a run that was stopped for longer than its lease has lost it. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
  /** The same, without a promise: Terraform kills its hook within milliseconds of a signal, and nothing is awaited then. */
  releaseNow(): void;
}

/** What happens on the way, told as it happens. Times in ms. */
export type ArchivalEvent =
  | { readonly kind: "locked"; readonly holder: LockHolder }
  | {
      readonly kind: "observed";
      readonly action: ActionName;
      readonly group: Group;
      /** How many of them there is something to do for. */
      readonly servers: number;
      readonly groups: number;
    }
  | {
      readonly kind: "submitting";
      readonly action: ActionName;
      readonly group: Pick<Group, "id" | "name">;
      readonly servers: number;
    }
  | { readonly kind: "submitted"; readonly operation: Operation }
  | { readonly kind: "adopting"; readonly operation: Operation }
  | { readonly kind: "other-open"; readonly action: ActionName }
  | { readonly kind: "other-ended"; readonly summary: string }
  | { readonly kind: "resuming"; readonly operation: Operation; readonly submittedMsAgo: number }
  | {
      readonly kind: "status";
      readonly operation: Operation;
      readonly status: string;
      /** Since it was submitted, also where an earlier run did that. */
      readonly elapsedMs: number;
    }
  /** `elapsedMs`: since the operation was submitted; where there is none of ours, since the waiting began. */
  | { readonly kind: "waiting"; readonly on: string; readonly elapsedMs: number }
  | { readonly kind: "unrecognised"; readonly status: string }
  | { readonly kind: "settling"; readonly reason: string; readonly upToMs: number }
  | {
      readonly kind: "trouble";
      readonly message: string;
      readonly inARow: number;
      readonly nextTryMs: number;
    }
  | { readonly kind: "verifying"; readonly operation: Operation }
  | { readonly kind: "journal-lost"; readonly message: string };

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
