import type { Processes, ProcessIdentity } from "./process-identity";

/** How long a claim counts that nobody can judge in another way, since it was last renewed. */
export const LEASE_MS = 60_000;

/** What a process says when it wants a lock. */
export interface Claim {
  readonly by: ProcessIdentity;
  /** ISO 8601 in UTC. */
  readonly since: string;
}

/**
 * - `runs`: its process was seen
 * - `leased`: its process cannot be seen, and its lease is not over
 * - `dead`: its process is gone, or cannot be seen and its lease is over
 */
export type Life = "runs" | "leased" | "dead";

/**
 * Judges a claim.
 *
 * @param claim `undefined` when it could not be read
 * @param ageMs since it was last renewed
 */
export function lifeOf(claim: Claim | undefined, ageMs: number, processes: Processes): Life {
  const leased = ageMs > LEASE_MS ? "dead" : "leased";
  const { by } = claim ?? {};
  const { own } = processes;
  if (by?.boot && by.boot === own.boot && by.pidNamespace === own.pidNamespace) {
    return processes.startTimeOf(by.pid) === by.startTime ? "runs" : "dead";
  }
  if (
    by?.boot &&
    own.boot &&
    by.boot !== own.boot &&
    isSameMachine(by, own) &&
    ageMs > processes.uptimeMs()
  ) {
    return "dead";
  }
  if (by && !by.boot && !own.boot && by.host === own.host) {
    return leased === "leased" && processes.exists(by.pid) ? "runs" : "dead";
  }
  return leased;
}

export function parseClaim(text: string): Claim | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isClaim(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isClaim(value: unknown): value is Claim {
  const { by, since } = Object(value);
  const { pid, host, ...others } = Object(by);
  return (
    Number.isInteger(pid) &&
    pid > 0 &&
    typeof host === "string" &&
    Object.values(others).every((text) => typeof text === "string") &&
    typeof since === "string" &&
    !Number.isNaN(Date.parse(since))
  );
}

/** Images are copied with their machine id, so that it is not enough alone. */
function isSameMachine(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.machine !== undefined && one.machine === other.machine && one.host === other.host;
}
