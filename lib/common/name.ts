import { wellFormed } from "./clean";

/** At most so many characters are told apart in a sentence. */
const MOST_SHOWN = 3;

/**
 * A name as people read it, which is how names are compared: without characters that nobody sees, with white space collapsed, and
 * in NFC, as Terraform turns every text into that. A no-break space stays one: it looks like a space, but somebody put it there.
 *
 * @example
 * comparable("  Bu\u0308ro\nProduk\u00adtion") === comparable("Büro Produktion"); // true
 */
export function comparable(name: string): string {
  return wellFormed(name)
    .replace(/[\t-\r\u0085\u2028\u2029]/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .normalize("NFC")
    .replace(/ +/g, " ")
    .replace(/^ | $/g, "");
}

export function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

/**
 * How a name differs from one that looks like it, such as `character 4 is U+00A0, not U+0020`; empty where anybody sees the
 * difference.
 */
export function hiddenDifference(name: string, expected: string): string {
  const [is, not] = [[...comparable(name)], [...comparable(expected)]];
  const isAlike =
    is.length === not.length || is.join("").normalize("NFKC") === not.join("").normalize("NFKC");
  if (!isAlike) {
    return "";
  }
  const differing = is.flatMap((character, at) => (character === not[at] ? [] : [at]));
  // Where one is longer than the other, all that follows is out of step.
  return differing
    .slice(0, is.length === not.length ? MOST_SHOWN : 1)
    .filter((at) => isUnusual(is[at]) || isUnusual(not[at]))
    .map((at) => `character ${at + 1} is ${codePoint(is[at])}, not ${codePoint(not[at])}`)
    .join("; ");
}

function isUnusual(character = ""): boolean {
  return /[^ -~]/.test(character);
}

function codePoint(character = ""): string {
  const hex = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  return hex === undefined ? "the end" : `U+${hex}`;
}
