import {
  array,
  check,
  description,
  type GenericSchema,
  type InferOutput,
  integer,
  metadata,
  minLength,
  minValue,
  nonEmpty,
  number,
  type ObjectEntries,
  type OptionalSchema,
  optional,
  pipe,
  regex,
  string,
} from "valibot";
import { closedObject, show } from "../../common/schema";

/** What may be left out. */
type MayBeAbsent = OptionalSchema<GenericSchema, undefined>;
type Fixed<T> = T extends readonly (infer One)[] ? readonly One[] : T;

/** The type of an object with these entries, which nobody changes. Their docstrings are those of its properties. */
export type Seed<Entries extends ObjectEntries> = {
  readonly [Key in keyof Entries as Entries[Key] extends MayBeAbsent ? never : Key]: Fixed<
    InferOutput<Entries[Key]>
  >;
} & {
  readonly [Key in keyof Entries as Entries[Key] extends MayBeAbsent ? Key : never]?: Fixed<
    InferOutput<Entries[Key]>
  >;
};

/** Nouns say what a value must be, in errors and in the JSON Schema. */
export const text = (noun: string) => pipe(string(noun), description(noun));
export const name = (noun: string) => pipe(text(noun), nonEmpty(noun));
export const matching = (pattern: RegExp, noun: string) => pipe(text(noun), regex(pattern, noun));
export const id = (noun: string) => matching(/^[0-9a-fA-F]{32}$/, noun);

export function whole(noun: string, least: number) {
  const words = least === 0 ? `${noun}, 0 or more` : noun;
  return pipe(number(words), integer(words), minValue(least, words), description(noun));
}

export function list<const Item extends GenericSchema>(noun: string, item: Item) {
  return pipe(array(item, noun), description(noun));
}

export function someOf<const Item extends GenericSchema>(noun: string, item: Item) {
  return pipe(list(noun, item), minLength(1, noun));
}

export function object<const Entries extends ObjectEntries>(noun: string, entries: Entries) {
  return pipe(closedObject(entries, noun), description(noun));
}

/** May be left out. @param usual what the emulator takes then, for the JSON Schema */
export function optionally<const Schema extends GenericSchema>(schema: Schema, usual: InferOutput<Schema>) {
  return optional(pipe(schema, metadata({ default: usual })));
}

/** ISO 8601 in UTC. */
export const date = pipe(
  matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/, "a date such as 2015-03-26T23:59:28Z"),
  check(
    (written) => !Number.isNaN(Date.parse(written)),
    ({ input }) => `must be a date that there is, not ${show(input)}`,
  ),
);
