import { setTimeout as sleep } from "node:timers/promises";
import type { JournalEntry } from "../archival/journal";
import { archivesInForce } from "../archival/receipt";
import type { Target } from "../archival/target";
import type { Environment } from "../contract/settings";
import { clientFrom } from "../store/client-from";
import { type Memory, storeFrom } from "../store/memory";
import type { Surveyor } from "./findings";
import { retryTransient } from "./retry-transient";

/** Told of a journal or receipts that cannot be used, and of an environment that should be another. */
export type Warn = (sentence: string, target?: Target) => void;

/**
 * A surveyor with the credentials of an environment.
 *
 * @param signal ends every request
 * @throws UsageError or CredentialsError when the environment leads nowhere
 */
export function surveyorFrom(env: Environment, signal: AbortSignal | undefined, warn: Warn): Surveyor {
  const clock = { now: Date.now, sleep: (ms: number): Promise<void> => sleep(ms) };
  const client = clientFrom({ env, clock, random: Math.random }, { loggedIn: () => {}, warn }, signal);
  const patience = (ms: number): Promise<void> => sleep(ms, undefined, signal ? { signal } : {});
  const ask = <T>(question: () => Promise<T>): Promise<T> => retryTransient(question, patience);
  return {
    platform: {
      endpoint: client.endpoint,
      dataCenters: (alias) => ask(() => client.dataCenters(alias)),
      group: (target) => ask(() => client.group(target)),
      groupName: (target) => ask(() => client.groupName(target)),
      isAnswering: (alias, parentId) => ask(() => client.isAnswering(alias, parentId)),
      billing: (target) => ask(() => client.billing(target)),
      scheduledActivities: (target) => ask(() => client.scheduledActivities(target)),
    },
    openArchive: (target) => openArchiveOf(target, client.endpoint, env, warn),
    archivesFromHere: async (target) =>
      archivesInForce(await memoryOf(target, client.endpoint, env, warn).receipts.all()),
    now: Date.now,
  };
}

/** What was begun of a group from here and has not ended. */
export async function openArchiveOf(
  target: Target,
  endpoint: string,
  env: Environment,
  warn: Warn,
): Promise<JournalEntry | undefined> {
  const entry = await memoryOf(target, endpoint, env, warn).journal.peek();
  return entry === "unusable" ? undefined : entry;
}

function memoryOf(target: Target, endpoint: string, env: Environment, warn: Warn): Memory {
  return storeFrom(env).memoryOf(target, endpoint, (said) => warn(said, target));
}
