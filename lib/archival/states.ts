/** What a group says of itself; `other` for every word that nothing here depends on. */
export type GroupState = "active" | "archived" | "other";

/** What the platform says of a server; `other` for every word that nothing here depends on, such as `underConstruction`. */
export type ServerState =
  | "active"
  | "archived"
  | "deleted"
  | "queuedForArchive"
  | "queuedForRestore"
  | "other";

/** What the queue says of a job; `other` for a word that nobody knows yet. */
export type QueueState = "notStarted" | "running" | "succeeded" | "failed" | "unknown" | "other";

/** What the queue says of a job, also as the platform words it. */
export interface Progress {
  readonly state: QueueState;
  /** Such as `executing`. */
  readonly word: string;
}

const GROUP_STATES = ["active", "archived"] as const;
const SERVER_STATES = ["active", "archived", "deleted", "queuedForArchive", "queuedForRestore"] as const;
/** `resumed` alternates with `executing` in every longer recorded job; it ends nothing. */
const RUNNING = ["executing", "resumed", "queued", "running"];
const QUEUE_STATES = ["notStarted", "succeeded", "failed", "unknown"] as const;

/**
 * The words of the platform as closed sets: `lib/ctl` reads every answer so, and journals and impacts, which keep the words, are
 * read so again. The API ignores case.
 */
export function groupStateOf(word: string): GroupState {
  return stateIn(GROUP_STATES, word) ?? "other";
}

export function serverStateOf(word: string): ServerState {
  return stateIn(SERVER_STATES, word) ?? "other";
}

export function queueStateOf(word: string): QueueState {
  return stateIn(QUEUE_STATES, word) ?? (stateIn(RUNNING, word) === undefined ? "other" : "running");
}

function stateIn<State extends string>(states: readonly State[], word: string): State | undefined {
  const lowerCase = word.toLowerCase();
  return states.find((state) => state.toLowerCase() === lowerCase);
}
