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
}
