import { comparable } from "./name";
import { UsageError } from "./usage-error";

/** What other globs read as more than a character: braces, alternatives, escapes, negation, extended globs, `**`. */
const UNSUPPORTED = /\*\*|[{}|\\]|^!|[!?*+@]\(|\(\?/;
/** A set without its brackets; a first `!` or `^` is for all other characters. */
const SET = /\[([!^]?)([^\]]+)\]/gu;

type Test = (character: string) => boolean;
/** One character each, or a run of any length. */
type Part = Test | "*";

/**
 * Reads a name or a glob: `*` stands for any run of characters, `?` for any one, `[ab]` and `[a-c]` for one of a set, `[!ab]` for one
 * that is not in it. Names are compared as people read them, and without case.
 *
 * @param option what the pattern is called where it was written; only for the message
 * @throws UsageError when it is empty, or holds anything else that globs know elsewhere: it would be taken for a character, and match nothing
 *
 * @example
 * parseGlob("protectedNames", "*production*")("Web Production"); // true
 */
export function parseGlob(option: string, pattern: string): (name: string) => boolean {
  const text = comparable(pattern);
  if (text === "") {
    throw new UsageError(`${option} must be names or globs, none of them empty`);
  }
  const refuse = (what: string): never => {
    throw new UsageError(
      `${option} supports only *, ? and [ab], but "${pattern}" has ${what}; to match a character literally, put it in brackets, as in [{]`,
    );
  };
  const unsupported = UNSUPPORTED.exec(text.replace(SET, "x"))?.[0];
  if (unsupported !== undefined) {
    refuse(`"${unsupported}"`);
  }
  const parts = partsOf(text, refuse);
  const whole = fold(text);
  return (name) => {
    const read = comparable(name);
    return fold(read) === whole || isMatch(parts, [...read]);
  };
}

function partsOf(text: string, refuse: (what: string) => never): readonly Part[] {
  return [...text.matchAll(/\[[!^]?[^\]]+\]|./gsu)].map(([piece]): Part => {
    if (piece === "*") return "*";
    if (piece === "?") return () => true;
    if (piece === "[") return refuse('a "[" that opens no set');
    const [, not, inside] = piece.length > 1 ? (new RegExp(SET.source, "u").exec(piece) ?? []) : [];
    if (inside === undefined) return (character) => fold(character) === fold(piece);
    const isIn = setOf(inside, () => refuse(`the set "${piece}"`));
    return not ? (character) => !isIn(character) : isIn;
  });
}

/** @param refuse called for a range that runs backwards, a class such as `[:alpha:]`, and an escape */
function setOf(inside: string, refuse: () => never): Test {
  if (/\[[:.=]|\\/.test(inside)) refuse();
  const ranges = [...inside.matchAll(/(.)-(.)|(.)/gsu)].map(([, from, to, one]) => {
    const [first, last] = [from ?? one ?? "", to ?? one ?? ""];
    return order(first) > order(last) ? refuse() : ([order(first), order(last)] as const);
  });
  const has = (character: string): boolean =>
    ranges.some(([first, last]) => first <= order(character) && order(character) <= last);
  return (character) => has(character) || has(character.toLowerCase()) || has(character.toUpperCase());
}

/** Goes back to the last `*` alone, so that no pattern takes more than its length times that of the name. */
function isMatch(parts: readonly Part[], characters: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let afterRun = -1;
  let runEnds = 0;
  while (at < characters.length) {
    const wanted = parts[part];
    if (wanted === "*") {
      part += 1;
      afterRun = part;
      runEnds = at;
    } else if (wanted?.(characters[at] as string)) {
      part += 1;
      at += 1;
    } else if (afterRun >= 0) {
      part = afterRun;
      runEnds += 1;
      at = runEnds;
    } else {
      return false;
    }
  }
  return parts.slice(part).every((rest) => rest === "*");
}

/** Character by character, as sets are: a sigma is the same at the end of a word. */
function fold(text: string): string {
  return [...text].map((one) => one.toLowerCase().toUpperCase().toLowerCase()).join("");
}

function order(character: string): number {
  return character.codePointAt(0) ?? 0;
}
