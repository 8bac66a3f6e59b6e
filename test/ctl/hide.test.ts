import fc from "fast-check";
import { hideSecrets } from "../../lib/ctl/hide";

const hideAll = (texts: readonly string[], pairs: readonly string[] = []): ((text: string) => string) =>
  hideSecrets({ texts, pairs });

const SECRETS = [
  'pa"ss\\w/ord',
  "söcret✓<&>😀",
  "two  words\tand 'more'",
  "100%+1=x",
  "abc-DEF_123",
  '\\\\"\\_\\',
];

const everyCharacter = (text: string, write: (code: number, character: string) => string): string =>
  [...text].map((character) => write(character.codePointAt(0) ?? 0, character)).join("");
const everyUnit = (text: string, write: (unit: number) => string): string =>
  text
    .split("")
    .map((unit) => write(unit.charCodeAt(0)))
    .join("");
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, "0");
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const NAMED: Readonly<Record<string, string>> = {
  '"': "quot",
  "&": "amp",
  "<": "lt",
  ">": "gt",
  "'": "apos",
  "/": "sol",
  ö: "ouml",
  "✓": "check",
  "=": "equals",
  "%": "percnt",
  "\\": "bsol",
};
const named = (text: string): string =>
  everyCharacter(text, (_, character) => (NAMED[character] ? `&${NAMED[character]};` : character));

/** How servers and what is before them repeat a text. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "for JSON": json,
  "for JSON, with slashes": (text) => json(text).replaceAll("/", "\\/"),
  "for JSON, twice": (text) => json(json(text)),
  "for JSON, all of it": (text) => everyUnit(text, (unit) => `\\u${hex(unit, 4)}`),
  "for JSON, all of it, in upper case": (text) =>
    everyUnit(text, (unit) => `\\u${hex(unit, 4).toUpperCase()}`),
  "for JSON, as .NET does it": (text) =>
    json(text).replace(/["&'<>+]/g, (one) => `\\u${hex(one.charCodeAt(0), 4)}`),
  "for a URL": encodeURIComponent,
  "for a URL, in lower case": (text) => encodeURIComponent(text).replace(/%../g, (one) => one.toLowerCase()),
  "for a form": (text) => new URLSearchParams({ x: text }).toString().slice(2),
  "for a URL, twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "for a URL, all of it": (text) => [...Buffer.from(text)].map((byte) => `%${hex(byte, 2)}`).join(""),
  "as escape() does it": escape,
  "for HTML": named,
  "for HTML, twice": (text) => named(text).replaceAll("&", "&amp;"),
  "for HTML, in decimal": (text) => everyCharacter(text, (code) => `&#${code};`),
  "for HTML, in decimal with zeros": (text) => everyCharacter(text, (code) => `&#000${code};`),
  "for HTML, in hex": (text) => everyCharacter(text, (code) => `&#x${hex(code, 2)};`),
  "for HTML, in upper hex": (text) => everyCharacter(text, (code) => `&#X${hex(code, 4).toUpperCase()};`),
  "for JSON in a URL": (text) => encodeURIComponent(json(text)),
  "for HTML in JSON": (text) => json(named(text)),
  "for JSON in HTML": (text) => named(json(text)),
  "for HTML in a URL": (text) => encodeURIComponent(named(text)),
};

describe.each(SECRETS)("%j", (secret) => {
  test.each(Object.keys(ENCODINGS))("is hidden %s", (name) => {
    const said = ENCODINGS[name]?.(secret) ?? "";
    expect(hideAll([secret])(`before(${said})after`)).toBe("before([hidden])after");
  });

  test("is hidden in base64, wherever it begins, and all that is around it", () => {
    for (const before of ["", "a", "ab", "abc", "demo:", '{"username":"demo","password":"']) {
      for (const after of ["", '"', '"}']) {
        const bytes = Buffer.from(before + secret + after);
        for (const encoding of ["base64", "base64url"] as const) {
          const said = bytes.toString(encoding).replace(/=+$/, "");
          expect(hideAll([secret])(`<${said}>`)).toBe("<[hidden]>");
        }
        const encoded = encodeURIComponent(bytes.toString("base64"));
        expect(hideAll([secret])(encoded)).toMatch(/\[hidden\](%3D)*$/);
      }
    }
  });
});

const password = fc.oneof(
  fc.string({ minLength: 4, maxLength: 30 }),
  fc.string({ unit: "grapheme", minLength: 4, maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom("\\", '"', "%", "&", "2", "5", "u", "/", "+", " ", "\n", "a"),
    minLength: 4,
  }),
);

test("any secret is hidden in any encoding, mixed by the character", () => {
  const encodings = Object.values(ENCODINGS)
    .slice(0, -4)
    .filter((encode) => !encode("%25").includes("%2525"));
  const one = fc.constantFrom(...encodings);
  fc.assert(
    fc.property(password, fc.array(one, { minLength: 1, maxLength: 5 }), (secret, some) => {
      const said = [...secret].map((character, at) =>
        (some[at % some.length] as (text: string) => string)(character),
      );
      const shown = hideAll([secret])(`(${said.join("")})`);
      expect(shown).toContain("[hidden]");
      // Where what is before or behind it may be part of it as well, more is hidden than it would have to be.
      expect(shown).toMatch(/^\(?\[hidden\]\)?$/);
    }),
    { numRuns: 500 },
  );
});

test("any secret is hidden in base64 of anything with it", () => {
  const bytes = fc.uint8Array({ maxLength: 20 });
  const long = fc.string({ minLength: 8, maxLength: 40, unit: "binary" });
  fc.assert(
    fc.property(
      long,
      bytes,
      bytes,
      fc.constantFrom("base64", "base64url"),
      (secret, before, after, encoding) => {
        const said = Buffer.concat([before, Buffer.from(secret), after]).toString(encoding as BufferEncoding);
        expect(hideAll([secret])(said).replace(/=+$/, "")).toBe("[hidden]");
      },
    ),
  );
});

test("a short password is hidden in base64 beside its user", () => {
  expect(hideAll(["abcd"], ["demo:abcd"])(`Basic ${Buffer.from("demo:abcd").toString("base64")}`)).toBe(
    "Basic [hidden]",
  );
});

test("of secrets that hold each other, or overlap, nothing is left", () => {
  expect(hideAll(["abcd", "abcdefgh", "ghij"])("abcdefghij abcd")).toBe("[hidden] [hidden]");
});

test("text without a secret stays as it is", () => {
  const text = 'a\\u0062 %20 &amp; "+" eyJhbGciOiJIUzI1NiJ9 2a5c0b9662cf4fc8bf6180f139facdc0';
  expect(hideAll(["s3cret-pass", "", "pa%ss&wörd"])(text)).toBe(text);
  expect(hideAll([])(text)).toBe(text);
});

test.each([
  "\\",
  "%",
  "%25",
  "%5C",
  "&",
  "&amp;",
  "&#0",
  "\\u0026",
  "a",
  "YWJj",
  "%2",
  "+",
  "&#x",
  '\\"',
  "pass",
])("thirty kilobytes of %j is searched in no time", (piece) => {
  const text = piece.repeat(30_000 / piece.length);
  const before = process.cpuUsage();
  for (const secret of [
    'pass"word\\\\\\',
    "%%%%%%%%!",
    "&&&&&&&&!",
    "\\\\\\\\\\\\!",
    "aaaaaaaa!",
    "abcabcabc!",
    "++++++ !",
  ]) {
    hideAll([secret], [`demo:${secret}`])(text);
  }
  // Of this process alone, whatever the machine does besides.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000);
});
