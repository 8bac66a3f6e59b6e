import fc from "fast-check";
import { parseGlob } from "../../lib/common/name-glob";
import { UsageError } from "../../lib/common/usage-error";

const matches = (pattern: string, name: string): boolean => parseGlob("protectedNames", pattern)(name);

test.each([
  ["Web / Production (EU)", "Web / Production (EU)", "a whole name, whatever characters it has"],
  ["web / production (eu)", "Web / Production (EU)", "a name in another case"],
  ["*production*", "Web / Production (EU)", "a star stands for slashes, too"],
  ["*", "", "a star stands for nothing"],
  ["Web ? Production*", "Web / Production (EU)", "a question mark stands for one character"],
  ["?", "🚀", "a character of two UTF-16 units is one"],
  ["?", "u\u0308", "a letter with its accent is one"],
  ["*web0[1-3]", "DE1ALTDWEB02", "a range in another case"],
  ["[A-C]*", "bravo", "a range of capitals"],
  ["[🚀✈]*", "🚀 launch", "a set of any characters"],
  ["[!ab]*", "charlie", "a set that is turned round"],
  ["[^ab]*", "charlie", "the same in its other spelling"],
  ["a[{]b[}]", "a{b}", "what would be special stands for itself in brackets"],
  ["[[]old] web", "[old] web", "a bracket in brackets"],
  ["[old] Web", "[old] Web", "a whole name that looks like a set"],
  ["one, two", "One, Two", "a comma is a comma"],
  ["*Büro*", "Bu\u0308ro Produktion", "NFC for NFD"],
  ["*Bu\u0308ro*", "Büro Produktion", "NFD for NFC"],
  ["*production", "production\n", "a newline at the end"],
  ["production", "produc\u00adtion", "a soft hyphen"],
  ["produc\u200btion", "production", "the same in the pattern"],
  ["*ΟΔΟΣ", "οδος", "a sigma at the end of a word"],
  ["straße*", "STRAẞE 1", "a capital sharp s"],
  [".*", ".hidden", "a dot"],
  ["+1", "+1", "a plus"],
  ["web!", "Web!", "an exclamation mark that is not at the start"],
  ["a]b", "a]b", "a bracket that closes nothing"],
])("%j protects %j: %s", (pattern, name) => {
  expect(matches(pattern, name)).toBe(true);
});

test.each([
  ["production", "web production"],
  ["Web", "Web / Production (EU)"],
  ["?", "ab"],
  ["?", ""],
  ["one? two", "one two"],
  ["[ab]", "c"],
  ["[!ab]", "A"],
  ["web.*", "webX1"],
  ["web servers", "web\u00a0servers"],
  ["*a*b", "ba"],
])("%j does not protect %j", (pattern, name) => {
  expect(matches(pattern, name)).toBe(false);
});

test.each([
  ["{web,data}*", '"{"'],
  ["web}", '"}"'],
  ["web|data", '"|"'],
  ["(web|data)*", '"|"'],
  ["!production", '"!"'],
  ["!(production)", '"!"'],
  ["+(web)", '"+("'],
  ["@(web)", '"@("'],
  ["*(EU)", '"*("'],
  ["web?(1)", '"?("'],
  ["(?=web)", '"(?"'],
  ["**", '"**"'],
  ["a/**/b", '"**"'],
  ["\\*", '"\\"'],
  ["web\\", '"\\"'],
  ["[", 'a "[" that opens no set'],
  ["web[1", 'a "[" that opens no set'],
  ["[]", 'a "[" that opens no set'],
  ["[\\d]", 'the set "[\\d]"'],
  ["[[:alpha:]]", 'the set "[[:alpha:]"'],
  ["[c-a]", 'the set "[c-a]"'],
])("%j is refused, since it holds %s, which would protect nothing", (pattern, what) => {
  expect(() => matches(pattern, "")).toThrow(
    new UsageError(
      `protectedNames supports only *, ? and [ab], but "${pattern}" has ${what}; to match a character literally, put it in brackets, as in [{]`,
    ),
  );
});

test.each(["", " ", "\u200b", "\n"])("%j is refused as empty", (pattern) => {
  expect(() => matches(pattern, "")).toThrow("protectedNames must be names or globs, none of them empty");
});

/** Pieces of globs with what they stand for. */
const piece = fc.oneof(
  fc.constantFrom(..."abc -.+/").map((one) => [one, one] as const),
  fc.constantFrom("a", "🚀", "ü").map((one) => ["?", one] as const),
  fc.constantFrom("", "a", "abc", "a b").map((run) => ["*", run] as const),
  fc.constantFrom("1", "2", "3").map((one) => ["[1-3]", one] as const),
  fc.constantFrom(..."{}()!*?[@|").map((one) => [`[${one}]`, one] as const),
);

test("a glob matches what it was made from, in any case and any normal form", () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const pattern = pieces.map(([glob]) => glob).join("x");
      const name = pieces.map(([, text]) => text).join("x");
      fc.pre(pattern.trim() !== "");
      expect(matches(pattern, name)).toBe(true);
      expect(matches(pattern, name.toUpperCase().normalize("NFD"))).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("every text is a glob, or is refused in one sentence", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (pattern, name) => {
      let glob: (name: string) => boolean;
      try {
        glob = parseGlob("protectedNames", pattern);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        return;
      }
      expect(glob(pattern)).toBe(true);
      expect(typeof glob(name)).toBe("boolean");
    }),
    { numRuns: 2_000 },
  );
});

test("no pattern takes long, however many stars it has", () => {
  const startedAt = performance.now();
  expect(matches("*a".repeat(100), `${"a".repeat(9_999)}b`)).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
