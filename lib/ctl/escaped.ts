/** What escapes begin and end with may be escaped itself: JSON in a URL, HTML in JSON, one percent-encoding in another. */
const PERCENT = "%(?:25)*";
const AMPERSAND = `(?:&|${PERCENT}26|\\\\{1,7}u0026)(?:amp;)*`;
const HASH = `(?:#|${PERCENT}23)`;
const SEMICOLON = `(?:;|${PERCENT}3[bB])`;
const BACKSLASH = `(?:\\\\(?:u005[cC])?|${PERCENT}5[cC]|${AMPERSAND}(?:${HASH}(?:0*92|[xX]0*5[cC])|bsol)${SEMICOLON})`;
const ESCAPES = /[\\%&+]/;

/** What JSON has a letter for. */
const LETTERS: Readonly<Record<string, string>> = { "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t" };

/** From where to where. */
export type Span = readonly [start: number, end: number];

/**
 * Finds where a text holds another one of which at least one character is escaped, each in a way of its own: for JSON and
 * JavaScript (`\"`, `\u0022`, `\x22`), percent-encoded (`%22`, `+` for a space, `%u0022`), or as an entity of HTML (`&quot;`,
 * `&#34;`, `&#x22;`). Letters and digits of escapes are of any case.
 */
export function escapedSpans(wanted: string, text: string): Span[] {
  if (!ESCAPES.test(text)) {
    return [];
  }
  // A run of backslashes goes with the character behind it, so that there is one way only to read a longer run.
  const [first = "", ...others] = wanted.match(/\\*(?:[^\\]|$)/gsu) ?? [];
  const start = new RegExp(formsOf(first).join("|"), "g");
  const spans: Span[] = [];
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const end = endOf([first, ...others], text, match.index);
    if (end !== undefined) spans.push([match.index, end]);
    start.lastIndex = end ?? match.index + 1;
  }
  return spans;
}

/** All ways at once, because a `%` may be one, or the begin of one that is encoded: trying them in turn takes for ever. */
function endOf(parts: readonly string[], text: string, start: number): number | undefined {
  let ends = new Set([start]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of ends) {
      if (text.startsWith(part, at) && !ESCAPES.test(part)) {
        next.add(at + part.length);
        continue;
      }
      for (const form of compiled(part)) {
        form.lastIndex = at;
        if (form.test(text)) next.add(form.lastIndex);
      }
    }
    if (next.size === 0) return undefined;
    ends = next;
  }
  return Math.max(...ends);
}

const known = new Map<string, readonly RegExp[]>();

function compiled(part: string): readonly RegExp[] {
  const forms = known.get(part) ?? formsOf(part).map((source) => new RegExp(source, "y"));
  known.set(part, forms);
  return forms;
}

/**
 * The sources of regular expressions for one character, each for one way to write it.
 *
 * @param part a code point behind any number of backslashes; at the end of a text it may be missing
 */
export function formsOf(part: string): string[] {
  const character = part.replace(/^\\+/, "");
  const count = part.length - character.length;
  const backslashes = (least: number, most: number): string => `${BACKSLASH}{${least},${most}}`;
  if (character === "") {
    return count === 0 ? [""] : [backslashes(count, 4 * count)];
  }
  const isPlain = /[A-Za-z0-9]/.test(character);
  const before = backslashes(count, isPlain ? 4 * count : 4 * count + 3);
  const escaping = backslashes(count + 1, 4 * count + 3);
  const code = character.charCodeAt(0);
  const units = Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at), 4));
  const bytes = [...Buffer.from(character)].map((byte) => `${PERCENT}${hex(byte, 2)}`);
  const [first = "", ...others] = units;
  return [
    ...[
      character.replace(/[$()*+./?[\]^{|}-]/, "\\$&"),
      bytes.join(""),
      units.map((unit) => `${PERCENT}u${unit}`).join(""),
      entity(character, isPlain),
      ...(code > 0x7f && code < 0x100 ? [`${PERCENT}${hex(code, 2)}`] : []),
      ...(character === " " ? ["\\+"] : []),
    ].map((form) => before + form),
    ...[
      `u${first}${others.map((unit) => `\\\\{1,7}u${unit}`).join("")}`,
      ...(code < 0x100 ? [`x${hex(code, 2)}`] : []),
      ...(LETTERS[character] ? [LETTERS[character]] : []),
    ].map((form) => escaping + form),
  ];
}

/** By its number or, where it may have one, by any name: there are 2,231 of them. */
function entity(character: string, isPlain: boolean): string {
  const code = character.codePointAt(0) ?? 0;
  const numbers = `${HASH}(?:0*${code}|[xX]0*${hex(code, 1)})`;
  return `${AMPERSAND}(?:${numbers}${isPlain ? "" : "|[A-Za-z][A-Za-z0-9]{1,31}"})${SEMICOLON}`;
}

function hex(value: number, digits: number): string {
  const text = value.toString(16).padStart(digits, "0");
  return text.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
