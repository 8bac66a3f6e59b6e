import { clean } from "../common/clean";
import { jsonText } from "../common/json-text";
import { shorten } from "../common/text";
import type { Environment } from "../contract/settings";
import { hiding } from "./redact";

/** No sentence of ours comes near it; a name or a word from the server may. */
const LONGEST_BYTES = 1_000;

/** Anything longer is nothing that people wrote, and is not searched for what has to be hidden in it. */
const LONGEST_READ = 64 * 1_024;

/** Makes a text fit to print: no secret, no harm, no flood. */
export type Printable = (text: string) => string;

export function printableWith(env: Environment): Printable {
  const hide = hiding(env);
  // Hidden before, because a secret may hold what is cleaned away, and after, because cleaning may put one together.
  return (text) =>
    text.length > LONGEST_READ
      ? `[${text.length} characters]`
      : shorten(hide(clean(hide(text))), LONGEST_BYTES);
}

/** JSON in one line. Its texts are made printable one by one, so that whatever they hold it stays JSON. */
export function toJsonLine(value: object, printable: Printable): string {
  return jsonText(value, 0, printable);
}
