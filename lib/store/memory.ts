import { join } from "node:path";
import type { Target } from "../archival/target";
import type { Environment } from "../contract/settings";
import { FileJournal } from "./file-journal";
import { fileNameOf } from "./file-name";
import { FileReceipts } from "./file-receipts";
import { FileLock } from "./lock/file-lock";
import { stateDirectory } from "./state-directory";

/** What is kept of one group in the state directory. */
export interface Memory {
  readonly journal: FileJournal;
  readonly receipts: FileReceipts;
  readonly lock: FileLock;
}

/** @param warn told of files that cannot be used */
export function memoryOf(
  target: Target,
  endpoint: string,
  env: Environment,
  warn: (sentence: string) => void,
): Memory {
  const state = stateDirectory(env);
  return {
    journal: journalOf(target, endpoint, env, warn),
    receipts: new FileReceipts(receiptsFolder(env), endpoint, target, warn),
    lock: new FileLock(join(state, "locks", fileNameOf(endpoint, target))),
  };
}

/** @param warn told of a file that cannot be used */
export function journalOf(
  target: Target,
  endpoint: string,
  env: Environment,
  warn: (sentence: string) => void,
): FileJournal {
  return new FileJournal(join(stateDirectory(env), "journals"), endpoint, target, warn);
}

export function receiptsFolder(env: Environment): string {
  return join(stateDirectory(env), "receipts");
}
