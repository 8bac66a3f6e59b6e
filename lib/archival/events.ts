import type { ActionName } from "./action-name";
import type { LockHolder } from "./lock";
import type { Group, Operation } from "./platform";

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
