import { nearest } from "../../common/nearest";
import type { Schema } from "./schema";

/** The first thing that is not as the schema wants it: where (a JSON pointer), and what is wrong there. */
export interface Misfit {
  readonly at: string;
  /** Goes on from the place: "must be …". */
  readonly sentence: string;
}

/** Compares a value with a schema. Keys with the value `undefined` count as left out. */
export function checkShape(
  value: unknown,
  schema: Schema,
  root: Schema = schema,
  at = "",
): Misfit | undefined {
  const wanted = resolve(schema, root);
  const misfit = (sentence: string): Misfit => ({ at, sentence });
  const mustBe = () => misfit(`must be ${describe(wanted)}, not ${show(value)}`);
  if (!hasType(value, wanted)) return mustBe();
  if (typeof value === "string" && !fitsText(value, wanted)) return mustBe();
  if (typeof value === "number" && !fitsNumber(value, wanted)) return mustBe();
  if (Array.isArray(value)) {
    if (value.length < (wanted.minItems ?? 0)) return mustBe();
    return first(
      value,
      (item, index) => wanted.items && checkShape(item, wanted.items, root, `${at}/${index}`),
    );
  }
  if (typeof value !== "object" || value === null) return undefined;

  const { properties = {}, required = [] } = wanted;
  const entries = Object.entries(value).filter(([, inside]) => inside !== undefined);
  const known = Object.keys(properties);
  const unknown = entries.find(([key]) => !known.includes(key))?.[0];
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    const fix = meant ? `did you mean ${meant}?` : `there are ${known.join(", ")}`;
    return misfit(`has no use for the key ${show(unknown)}: ${fix}`);
  }
  const missing = required.find((key) => !entries.some(([there]) => there === key));
  if (missing !== undefined) return misfit(`has no ${missing}, which must be there`);
  return first(entries, ([key, inside]) =>
    checkShape(inside, properties[key] as Schema, root, `${at}/${escapePointer(key)}`),
  );
}

function resolve(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return (name !== undefined && root.$defs?.[name]) || schema;
}

function hasType(value: unknown, { type }: Schema): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function fitsText(value: string, { enum: words, pattern, minLength = 0, maxLength }: Schema): boolean {
  const { length } = [...value];
  return (
    (!words || words.includes(value)) &&
    (pattern === undefined || new RegExp(pattern, "u").test(value)) &&
    length >= minLength &&
    length <= (maxLength ?? length)
  );
}

function fitsNumber(value: number, { minimum, maximum, exclusiveMinimum }: Schema): boolean {
  return (
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    value > (exclusiveMinimum ?? Number.NEGATIVE_INFINITY)
  );
}

const NOUNS = { object: "an object", array: "a list", string: "text", boolean: "true or false" } as const;

function describe({ enum: words, type, description, minimum }: Schema): string {
  if (words) return words.map(show).join(" or ");
  const noun = description ?? (type && type in NOUNS ? NOUNS[type as keyof typeof NOUNS] : "a number");
  return minimum === 0 ? `${noun}, 0 or more` : noun;
}

/** A value as people can find it in their file, on one line. */
export function show(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  if (typeof value !== "string") return String(value);
  const short = value.length > 60 ? `${value.slice(0, 59)}…` : value;
  return JSON.stringify(short).replace(/[\u007f-\u009f\u2028\u2029]/g, " ");
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function first<T>(
  items: readonly T[],
  check: (item: T, index: number) => Misfit | undefined,
): Misfit | undefined {
  for (const [index, item] of items.entries()) {
    const misfit = check(item, index);
    if (misfit) return misfit;
  }
  return undefined;
}
