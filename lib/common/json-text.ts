import { ORDERS } from "./clean";

/** What nobody sees, or what turns the direction of reading. */
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * JSON that holds every text exactly: what the log of a CI system would obey, and what nobody sees, is written as an escape. Whoever
 * prints it, or the file or the plan that it is in, prints no command.
 *
 * @param indent how many spaces; 0 is one line
 * @param change what becomes of each text but the keys
 *
 * @example
 * jsonText({ name: "##[add-path]/tmp" }); // {"name":"#\u0023[add-path]/tmp"}
 */
export function jsonText(
  value: unknown,
  indent = 0,
  change: (text: string) => string = (text) => text,
): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? change(part) : part), indent)
    .replace(ORDERS, (phrase) => phrase.slice(0, 1) + escaped(phrase.slice(1, 2)) + phrase.slice(2))
    .replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  // By UTF-16 units, as JSON has it.
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
