import {
  array,
  boolean,
  check,
  custom,
  exactOptional,
  finite,
  type GenericSchema,
  is,
  literal,
  maxLength,
  number,
  object,
  picklist,
  pipe,
  regex,
  string,
} from "valibot";
import { EVIDENCE } from "../archival/evidence";
import type { JournalEntry } from "../archival/journal";
import { ACTION_NAMES, isPathId } from "../archival/platform";
import { ENDS, type Receipt } from "../archival/receipt";

/** Of a journal and of a receipt. The largest group that can be read has ids of a tenth of that. */
export const LARGEST_ENTRY_BYTES = 8 * 1024 * 1024;
/** More than any group that can be read holds. */
const MOST_ITEMS = 100_000;
/** Of a name or a word, as of those that the platform sends. */
const LONGEST_TEXT = 10_000;
/** An entry has three levels; what is nested deeper could not be written again. */
const MOST_LEVELS = 10;

const text = pipe(string(), maxLength(LONGEST_TEXT));
const time = pipe(
  text,
  check((written) => !Number.isNaN(Date.parse(written))),
);
const count = pipe(number(), finite());
/** It becomes a path of requests. */
const pathId = custom<string>(isPathId);
/** It becomes a part of commands that people are told to run. */
const groupId = pipe(string(), regex(/^[0-9a-f]{32}$/));
const listOf = <T>(item: GenericSchema<T>) => pipe(array(item), maxLength(MOST_ITEMS));

const entry: GenericSchema<JournalEntry> = object({
  version: literal(1),
  action: picklist(ACTION_NAMES),
  endpoint: text,
  accountAlias: text,
  groupId: text,
  groupName: text,
  parentId: exactOptional(text),
  targetGroupId: exactOptional(groupId),
  servers: listOf(pathId),
  subGroups: listOf(text),
  intendedAt: time,
  submittedAt: exactOptional(time),
  operation: exactOptional(object({ id: pathId, href: text })),
  adopted: exactOptional(boolean()),
  transitions: listOf(object({ at: time, status: text })),
  runs: listOf(
    object({ startedAt: time, actor: exactOptional(text), waits: count, waitedMs: count, troubles: count }),
  ),
});

const end: GenericSchema<Pick<Receipt, "ended">> = object({
  ended: object({
    at: time,
    as: picklist(ENDS),
    evidence: exactOptional(picklist(EVIDENCE)),
    left: exactOptional(listOf(pathId)),
  }),
});

/**
 * Reads what a journal file holds. It may come from anywhere, such as from a cache of a CI job: nothing in it is used
 * that this release would not have written.
 *
 * @throws Error whose message says what is wrong with it
 */
export function parseEntry(text: string): JournalEntry {
  const value: object = { action: "archive", ...parseJson(text) };
  const { version } = value as { version?: unknown };
  if (typeof version === "number" && version !== 1) {
    throw new Error(`its version is ${version}, and this release reads version 1`);
  }
  if (!is(entry, value) || !isShallow(value)) {
    throw new Error("it is not a journal");
  }
  return value;
}

/** @throws Error whose message says what is wrong with it */
export function parseReceipt(text: string): Receipt {
  const value = parseEntry(text);
  if (!is(end, value)) {
    throw new Error("it is not a receipt");
  }
  return value;
}

function parseJson(text: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(text === "" ? "it is empty" : "invalid JSON, or cut off");
  }
  // Spreading a long text or list would make an object of all its parts.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function isShallow(value: unknown, level = 0): boolean {
  return (
    level <= MOST_LEVELS &&
    (typeof value !== "object" ||
      value === null ||
      Object.values(value).every((part) => isShallow(part, level + 1)))
  );
}
