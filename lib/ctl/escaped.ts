/** From where to where. */
export type Span = readonly [start: number, end: number];

/** What escapes begin and end with may be escaped itself: JSON in a URL, HTML in JSON, one percent-encoding in another. */
const AMPERSAND = String.raw`(?:&|%(?:25)*26|\\u0026)`;
const HASH = "(?:#|%(?:25)*23)";
const SEMICOLON = "(?:;|%(?:25)*3b)";
const NUMBER = `${HASH}(?:0*(?<decimal>\\d+)|x0*(?<hex>[\\da-f]+))`;

const BACKSLASH = sticky(
  `\\\\(?:u005c)?|%(?:25)*5c|${AMPERSAND}(?:amp;)*(?:${HASH}(?:0*92|x0*5c)|bsol)${SEMICOLON}`,
);
const BYTE = sticky("%(?:25)*(?<hex>[\\da-f]{2})");
const PERCENT = sticky("%25(?:25)*");
const UNIT = sticky("%(?:25)*u(?<hex>[\\da-f]{4})");
/** By its number or by a name: there are 2,231 of them. What is said of an ampersand may be of one that is escaped. */
const ENTITIES = ["*?", "*"].map((many) =>
  sticky(`${AMPERSAND}(?:amp;)${many}(?:${NUMBER}|(?<name>[a-z][a-z\\d]{1,31}))${SEMICOLON}`),
);
const MAY_BE_ENTITY = /^(?:[&%]|\\u)/i;
/** Behind a backslash; the second half of a pair has one of its own. */
const JSON_UNIT = sticky("(?:\\\\{0,7}u)(?<hex>[\\da-f]{4})");
const JSON_BYTE = sticky("x(?<hex>[\\da-f]{2})");
const JSON_LETTERS: Readonly<Record<string, string>> = {
  "\b": "b",
  "\f": "f",
  "\n": "n",
  "\r": "r",
  "\t": "t",
};

const ESCAPES = /[\\%&+]/;

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
  const parts = wanted.match(/\\*(?:[^\\]|$)/gsu) ?? [];
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const end = text[at] === wanted[0] || ESCAPES.test(text.charAt(at)) ? endOf(parts, text, at) : undefined;
    if (end !== undefined) {
      spans.push([at, end]);
      at = Math.max(at, end - 1);
    }
  }
  return spans;
}

/** All ways at once, because a `%` may be one, or the begin of one that is encoded: trying them in turn takes for ever. */
function endOf(parts: readonly string[], text: string, start: number): number | undefined {
  let ends = new Set([start]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of ends) {
      if (text.startsWith(part, at) && !ESCAPES.test(part)) next.add(at + part.length);
      else for (const end of endsOf(part, text, at)) next.add(end);
    }
    if (next.size === 0) return undefined;
    ends = next;
  }
  return Math.max(...ends);
}

/** @param part a code point behind any number of backslashes; at the end of a text it may be missing */
function endsOf(part: string, text: string, start: number): number[] {
  const character = part.replace(/^\\+/, "");
  const count = part.length - character.length;
  const isPlain = /^[A-Za-z0-9]?$/.test(character);
  const ends: number[] = [];
  let at: number | undefined = start;
  // Escaped twice, a backslash is four of them; one before any other character may be three.
  for (let seen = 0; at !== undefined && seen <= 4 * count + 3; seen += 1) {
    if (seen >= count && (!isPlain || seen <= 4 * count))
      ends.push(...unslashed(character, text, at, isPlain));
    if (seen > count && character !== "") ends.push(...slashed(character, text, at));
    at = matchAt(BACKSLASH, text, at)?.end;
  }
  return ends;
}

/** Where a character ends that is written without a backslash. */
function unslashed(character: string, text: string, at: number, isPlain: boolean): number[] {
  const code = character.codePointAt(0) ?? 0;
  const ends: (number | undefined)[] = [
    text.startsWith(character, at) ? at + character.length : undefined,
    character === " " && text[at] === "+" ? at + 1 : undefined,
  ];
  if (character === "%") {
    const most = matchAt(PERCENT, text, at)?.end ?? at;
    for (let end = at + 3; end <= most; end += 2) ends.push(end);
  } else if (text[at] === "%") {
    ends.push(
      sequence(BYTE, [...Buffer.from(character)], text, at),
      sequence(UNIT, unitsOf(character), text, at),
    );
    if (code < 0x100) ends.push(sequence(BYTE, [code], text, at));
  }
  for (const pattern of MAY_BE_ENTITY.test(text.slice(at, at + 2)) ? ENTITIES : []) {
    const match = matchAt(pattern, text, at);
    const { decimal, hex, name } = match?.groups ?? {};
    const isIt = name ? !isPlain : Number(decimal ?? `0x${hex}`) === code;
    ends.push(isIt ? match?.end : undefined);
  }
  return ends.filter((end) => end !== undefined);
}

/** Where a character ends that has a backslash before it. */
function slashed(character: string, text: string, at: number): number[] {
  if (!/[bfnrtux]/i.test(text.charAt(at))) {
    return [];
  }
  const letter = JSON_LETTERS[character];
  const ends = [
    sequence(JSON_UNIT, unitsOf(character), text, at),
    sequence(JSON_BYTE, unitsOf(character), text, at),
    letter !== undefined && text.startsWith(letter, at) ? at + 1 : undefined,
  ];
  return ends.filter((end) => end !== undefined);
}

/** Where a row of escapes ends that mean these values. */
function sequence(
  pattern: RegExp,
  values: readonly number[],
  text: string,
  start: number,
): number | undefined {
  let at: number | undefined = start;
  for (const value of values) {
    const match: Match | undefined = at === undefined ? undefined : matchAt(pattern, text, at);
    at = match && Number.parseInt(match.groups.hex ?? "", 16) === value ? match.end : undefined;
  }
  return at;
}

function unitsOf(character: string): number[] {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
}

interface Match {
  readonly end: number;
  readonly groups: Partial<Record<string, string>>;
}

function matchAt(pattern: RegExp, text: string, at: number): Match | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match ? { end: pattern.lastIndex, groups: match.groups ?? {} } : undefined;
}

function sticky(source: string): RegExp {
  return new RegExp(source, "iy");
}
