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

/**
 * Reads what a journal file holds. It may come from anywhere, such as from a cache of a CI job: nothing in it is used
 * that this release would not have written.
 *
 * @throws Error whose message says what is wrong with it
 */
export function parseEntry(text: string): JournalEntry {
  const value: Record<string, unknown> = { action: "archive", ...parseJson(text) };
  const { version } = value;
  if (typeof version === "number" && version !== 1) {
    throw new Error(`its version is ${version}, and this release reads version 1`);
  }
  if (!isEntry(value) || !isShallow(value)) {
    throw new Error("it is not a journal");
  }
  return value;
}

/** @throws Error whose message says what is wrong with it */
export function parseReceipt(text: string): Receipt {
  const entry = parseEntry(text);
  if (!isEnded(entry)) {
    throw new Error("it is not a receipt");
  }
  return entry;
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

function isEntry(value: Record<string, unknown>): value is JournalEntry & Record<string, unknown> {
  const { version, action, adopted, parentId, targetGroupId, submittedAt, operation, transitions, runs } =
    value;
  return (
    version === 1 &&
    ACTION_NAMES.some((name) => name === action) &&
    (parentId === undefined || isText(parentId)) &&
    (targetGroupId === undefined || isGroupId(targetGroupId)) &&
    hasTexts(value, ["endpoint", "accountAlias", "groupId", "groupName"]) &&
    isListOf(value.servers, isPathId) &&
    isListOf(value.subGroups, isText) &&
    isTime(value.intendedAt) &&
    (submittedAt === undefined || isTime(submittedAt)) &&
    (adopted === undefined || typeof adopted === "boolean") &&
    (operation === undefined || isOperation(operation)) &&
    isListOf(transitions, (one) => isTime(Object(one).at) && hasTexts(one, ["status"])) &&
    isListOf(runs, isRun)
  );
}

/** Its id and its link become paths of requests. */
function isOperation(value: unknown): boolean {
  const { id, href } = Object(value);
  return isPathId(id) && isText(href);
}

function isRun(value: unknown): boolean {
  const { startedAt, actor, waits, waitedMs, troubles } = Object(value);
  return (
    isTime(startedAt) &&
    (actor === undefined || isText(actor)) &&
    [waits, waitedMs, troubles].every((number) => Number.isFinite(number))
  );
}

function isEnded(entry: JournalEntry): entry is Receipt {
  const { at, as, evidence, left = [] } = Object(Object(entry).ended);
  const isKnown = evidence === undefined || EVIDENCE.includes(evidence);
  return isTime(at) && ENDS.includes(as) && isKnown && isListOf(left, isPathId);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= MOST_ITEMS && value.every(isItem);
}

function isShallow(value: unknown, level = 0): boolean {
  return (
    level <= MOST_LEVELS &&
    (typeof value !== "object" ||
      value === null ||
      Object.values(value).every((part) => isShallow(part, level + 1)))
  );
}

function hasTexts(value: unknown, keys: readonly string[]): boolean {
  return keys.every((key) => isText(Object(value)[key]));
}

function isTime(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

/** It becomes a part of commands that people are told to run. */
function isGroupId(value: unknown): boolean {
  return isText(value) && /^[0-9a-f]{32}$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}
