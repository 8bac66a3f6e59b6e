import {
  _addIssue,
  type BaseIssue,
  type GenericSchema,
  type InferOutput,
  type ObjectEntries,
  type StrictObjectSchema,
  safeParse,
  strictObject,
} from "valibot";
import { clean } from "./clean";
import { nearest } from "./nearest";

type Issue = BaseIssue<unknown>;
type ErrorClass = new (message: string) => Error;

/** Objects of any kind: their messages are about keys. */
const OBJECTS = ["object", "strict_object", "loose_object"];
/** Checks of one's own: their messages are predicates. */
const CHECKS = ["check", "raw_check", "partial_check"];

/**
 * Checks a value that came from outside, such as JSON from a file.
 *
 * The message of a schema or of an action is a noun, such as `string("the name of a group")`: the sentence is then "must be the name
 * of a group, not 5". Without one, the noun says what kind of value it is. The message of `check` and `rawCheck` is a predicate, such
 * as "has two servers with one id".
 *
 * @param what the value is called in the message, such as the name of its file
 * @param Failure what is thrown, `UsageError` for example
 * @returns what the schema makes of the value
 * @throws Failure with one line: the path (a JSON pointer), what is wanted there, and what is there
 *
 * @example
 * parse(array(object({ cpu: number() })), [{ cpu: "x" }], "seed.json"); // seed.json: /0/cpu must be a number, not "x"
 */
export function parse<const Schema extends GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
  Failure: ErrorClass = Error,
): InferOutput<Schema> {
  const { success, output, issues } = safeParse(schema, value, { message: wanted });
  if (success) return output;
  throw new Failure(clean(`${what}: ${sentenceOf(issues[0])}`));
}

/**
 * Reads JSON and checks it, as `parse` does.
 *
 * @throws Failure also when the text is invalid JSON
 */
export function parseJson<const Schema extends GenericSchema>(
  schema: Schema,
  text: string,
  what: string,
  Failure: ErrorClass = Error,
): InferOutput<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(clean(`${what} is invalid JSON: ${(error as Error).message}`));
  }
  return parse(schema, value, what, Failure);
}

/**
 * An object with these keys and no others. Unlike valibot's own it takes no list for an object, and it names the key that was meant.
 *
 * @param what the object is called in messages
 */
export function closedObject<const Entries extends ObjectEntries>(
  entries: Entries,
  what = "an object",
): StrictObjectSchema<Entries, (issue: Issue) => string> {
  const schema = strictObject(entries, (issue: Issue) => aboutKey(issue, Object.keys(entries)) ?? what);
  const run: (typeof schema)["~run"] = (dataset, config) => {
    if (!Array.isArray(dataset.value)) return schema["~run"](dataset, config);
    _addIssue(schema, "type", dataset, config);
    return dataset as never;
  };
  return { ...schema, "~run": run };
}

/** Whether a value holds others in more levels than this; schemas of trees must not be tried on what does. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

/** A value as people find it in their file, on one line. */
export function show(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}

function sentenceOf({ path, type, input, message }: Issue): string {
  const keys = (path ?? []).map(({ key }) => String(key).replaceAll("~", "~0").replaceAll("/", "~1"));
  const at = (length: number) => (length <= 0 ? "it" : `/${keys.slice(0, length).join("/")}`);
  const place = at(keys.length);
  const parent = at(keys.length - 1);
  const last = path?.at(-1);
  if (last?.type === "object" && Array.isArray(last.input)) return `${parent} must be an object, not a list`;
  if (last?.origin === "key") {
    // A record checks its keys with a schema of their own.
    return `${parent} ${OBJECTS.includes(type) ? message : `has the key ${show(last.key)}, which must be ${message}`}`;
  }
  if (last && input === undefined) return `${parent} has no ${last.key}, which must be there`;
  return `${place} ${CHECKS.includes(type) ? message : `must be ${message}, not ${show(input)}`}`;
}

/** What is wrong with a key of an object; `undefined` when something else is wrong. */
function aboutKey({ path, expected }: Issue, known: readonly string[] = []): string | undefined {
  const last = path?.[0];
  if (last?.origin !== "key") return undefined;
  const key = String(last.key);
  const strange = Object.keys(Object(last.input)).filter((one) => !known.includes(one));
  const unknown = expected === "never" ? key : nearest(key, known.length > 0 ? strange : []);
  if (unknown === undefined) return `has no ${key}, which must be there`;
  const meant = nearest(unknown, known);
  const fix = meant ? `did you mean ${meant}?` : `there are ${known.join(", ")}`;
  return `has the unknown key ${show(unknown)}${known.length > 0 ? `: ${fix}` : ""}`;
}

/** The noun for an issue whose schema has no message of its own. */
function wanted(issue: Issue): string {
  const { type, expected, requirement } = issue;
  const key = aboutKey(issue);
  if (key !== undefined) return key;
  switch (type) {
    case "string":
      return "text";
    case "number":
    case "finite":
      return "a number";
    case "integer":
    case "safe_integer":
      return "a whole number";
    case "boolean":
      return "true or false";
    case "array":
    case "tuple":
      return "a list";
    case "min_value":
      return `${requirement} or more`;
    case "max_value":
      return `${requirement} or less`;
    case "non_empty":
      return "longer than nothing";
    case "max_length":
      return `at most ${requirement} long`;
    case "regex":
      return `like ${requirement}`;
    case "check":
    case "raw_check":
    case "partial_check":
      return "is not allowed";
    default:
      if (expected === "Object") return "an object";
      return (expected ?? type).replace(/^\((.*)\)$/, "$1").replaceAll(" | ", " or ");
  }
}
