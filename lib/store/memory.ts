import { join } from "node:path";
import type { Journal } from "../archival/journal";
import type { Clock, Lock } from "../archival/ports";
import type { Receipt, Receipts } from "../archival/receipt";
import type { Target } from "../archival/target";
import type { Environment } from "../contract/settings";
import type { TokenCache } from "../ctl/token";
import { FileJournal } from "./file-journal";
import { fileNameOf } from "./file-name";
import { FileReceipts, readReceipts } from "./file-receipts";
import { FileTokenCache } from "./file-token-cache";
import { prepareFolders } from "./folder";
import { FileLock } from "./lock/file-lock";
import { prune } from "./prune";
import { stateDirectory } from "./state-directory";

/** What is kept of one group. */
export interface Memory {
  readonly journal: Journal;
  readonly receipts: Receipts;
  readonly lock: Lock;
}

type Warn = (sentence: string) => void;

/** A place where everything is kept that outlives a process. Another kind of place needs nothing else outside of its folder. */
export interface Store {
  /** Where it is, for people to read. */
  readonly location: string;
  /** Where its receipts are, for people to read. */
  readonly receiptsLocation: string;
  /** @param warn told of what cannot be used */
  memoryOf(target: Target, endpoint: string, warn: Warn): Memory;
  /** The receipts of all groups, the one that ended last first. @param warn told of what cannot be used */
  allReceipts(warn: Warn): Promise<readonly Receipt[]>;
  /**
   * Finds out before anything is sent whether what comes of it can be kept.
   *
   * @throws Error naming what cannot be written
   */
  prepare(): Promise<void>;
  /** Takes away what killed runs have left. It never rejects. */
  prune(): Promise<void>;
  /** @param random uniform in [0, 1), for jitter */
  tokenCache(clock: Clock, random: () => number): TokenCache;
}

/**
 * The store that an environment names: the state directory.
 *
 * @throws UsageError when it must not be used
 */
export function storeFrom(env: Environment): Store {
  const state = stateDirectory(env);
  const journals = join(state, "journals");
  const receipts = join(state, "receipts");
  return {
    location: state,
    receiptsLocation: receipts,
    memoryOf: (target, endpoint, warn) => ({
      journal: new FileJournal(journals, endpoint, target, warn),
      receipts: new FileReceipts(receipts, endpoint, target, warn),
      lock: new FileLock(join(state, "locks", fileNameOf(endpoint, target))),
    }),
    allReceipts: (warn) => readReceipts(receipts, warn),
    prepare: () => prepareFolders(state),
    prune: () => prune(state),
    tokenCache: (clock, random) => new FileTokenCache(state, clock, random),
  };
}
