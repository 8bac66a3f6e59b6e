import { ACTION_NAMES } from "./action-name";
import type { JournalEntry } from "./journal";
import { ENDS, type Receipt } from "./receipt";

/**
 * Reads what a journal file holds.
 *
 * @throws Error whose message says what is wrong with it
 */
export function parseEntry(text: string): JournalEntry {
  const value: Record<string, unknown> = { action: "archive", ...parseJson(text) };
  const { version } = value;
  if (typeof version === "number" && version !== 1) {
    throw new Error(`its version is ${version}, and this release knows version 1`);
  }
  if (!isEntry(value)) {
    throw new Error("it is no journal");
  }
  return value;
}

/** @throws Error whose message says what is wrong with it */
export function parseReceipt(text: string): Receipt {
  const entry = parseEntry(text);
  if (!isEnded(entry)) {
    throw new Error("it is no receipt");
  }
  return entry;
}

function parseJson(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Error(text === "" ? "it is empty" : "it is no JSON, or cut off");
  }
}

function isEntry(value: Record<string, unknown>): value is JournalEntry & Record<string, unknown> {
  const { version, action, parentId, targetGroupId, submittedAt, operation, transitions, runs } = value;
  return (
    version === 1 &&
    ACTION_NAMES.some((name) => name === action) &&
    (parentId === undefined || isText(parentId)) &&
    (targetGroupId === undefined || isGroupId(targetGroupId)) &&
    hasTexts(value, ["endpoint", "accountAlias", "groupId", "groupName"]) &&
    isListOf(value.servers, isText) &&
    isListOf(value.subGroups, isText) &&
    isTime(value.intendedAt) &&
    (submittedAt === undefined || isTime(submittedAt)) &&
    (operation === undefined || hasTexts(operation, ["id", "href"])) &&
    isListOf(transitions, (one) => isTime(Object(one).at) && hasTexts(one, ["status"])) &&
    isListOf(runs, isRun)
  );
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
  const { at, as, left = [] } = Object(Object(entry).ended);
  return isTime(at) && ENDS.includes(as) && isListOf(left, isText);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
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
  return typeof value === "string";
}
