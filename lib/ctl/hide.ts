import { escapedSpans, type Span } from "./escaped";

const HIDDEN = "[hidden]";
/** What base64 consists of, in both of its alphabets (RFC 4648). */
const BASE64 = /[A-Za-z0-9+/_-]/;
/** Its signs in both of them, and escaped. */
const BASE64_SIGNS: Readonly<Record<string, string>> = {
  "+": String.raw`(?:[+-]|%(?:25)*2[bB]|\\{1,3}u002[bB]|&(?:amp;)*(?:#43|#[xX]2[bB]|plus);)`,
  "/": String.raw`(?:\\{0,3}[/_]|%(?:25)*2[fF]|\\{1,3}u002[fF]|&(?:amp;)*(?:#47|#[xX]2[fF]|sol);)`,
};
/** Less of it comes up by chance. */
const SHORTEST_BASE64 = 6;

/** What nobody may see. */
export interface Secrets {
  /** An empty text is none. */
  readonly texts: readonly string[];
  /** What holds one of them, such as `user:password`, and is to be found in base64 however short that is. */
  readonly pairs?: readonly string[];
}

/**
 * Takes secrets out of a text: as they are, as a server may repeat them (escaped for JSON, percent-encoded, with entities of
 * HTML, in any mixture), and in base64, also inside of something longer.
 *
 * It has to see the text as it came: cleaned or cut, a secret is no longer recognised.
 */
export function hideSecrets({ texts, pairs = [] }: Secrets): (text: string) => string {
  const wanted = [...new Set(texts)].filter((secret) => secret !== "");
  if (wanted.length === 0) {
    return (text) => text;
  }
  const base64 = once(() => [...wanted, ...pairs].flatMap(base64Patterns));
  return (text) => {
    const spans = wanted.flatMap((secret) => plainSpans(secret, text));
    spans.push(...wanted.flatMap((secret) => escapedSpans(secret, text)));
    spans.push(...base64().flatMap((pattern) => widened(spansOf(pattern, text), text)));
    return without(spans, text);
  };
}

function plainSpans(secret: string, text: string): Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
    spans.push([at, at + secret.length]);
  }
  return spans;
}

function spansOf(pattern: RegExp, text: string): Span[] {
  return Array.from(text.matchAll(pattern), (match) => [match.index, match.index + match[0].length]);
}

/** For each of the three places in a group of bytes where a secret may begin: the characters that it alone decides. */
function base64Patterns(secret: string): RegExp[] {
  const bytes = Buffer.from(secret);
  const forms = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const whole = bytes.toString("base64").replaceAll("=", "");
  return [...new Set([whole, ...forms])]
    .filter((form) => form.length >= SHORTEST_BASE64)
    .map(
      (form) =>
        new RegExp(
          form.replace(/[+/]/g, (sign) => BASE64_SIGNS[sign] ?? sign),
          "g",
        ),
    );
}

/** With all the base64 around them, which holds the rest of the first and the last character. */
function widened(spans: readonly Span[], text: string): Span[] {
  const wide: Span[] = [];
  let seen = 0;
  for (let [start, end] of spans) {
    if (start < seen) continue;
    while (start > seen && BASE64.test(text.charAt(start - 1))) start -= 1;
    while (end < text.length && BASE64.test(text.charAt(end))) end += 1;
    wide.push([start, end]);
    seen = end;
  }
  return wide;
}

function without(spans: readonly Span[], text: string): string {
  let rest = "";
  let seen = 0;
  for (const [start, end] of [...spans].sort(([one], [other]) => one - other)) {
    if (start >= seen) {
      rest += text.slice(seen, start) + HIDDEN;
    }
    seen = Math.max(seen, end);
  }
  return rest + text.slice(seen);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
