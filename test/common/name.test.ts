import fc from "fast-check";
import { comparable, hiddenDifference, isSameName } from "../../lib/common/name";

/** Text of what Unicode knows more than one spelling of, and of what nobody sees. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "ü",
        "u\u0308",
        "é",
        "e\u0301",
        "가",
        "\u1100\u1161",
        "ﬁ",
        "Å",
        "\u212b",
        "a",
        "B",
        "-",
        "1",
      ),
      fc.constantFrom(
        "\u00ad",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u202e",
        "\u0000",
        "\u001b",
        "\u034f",
        "\ufe0f",
        "\ud83d",
      ),
      fc.constantFrom(" ", "  ", "\t", "\n", "\r\n", "\u2028", "\u00a0"),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(""));

test.each([
  ["Büro Produktion", "Bu\u0308ro Produktion", "NFC and NFD"],
  ["Café", "Cafe\u0301", "an accent in two ways"],
  ["\u212bngström", "Ångström", "two characters for one letter"],
  ["production", "production\n", "a newline at the end"],
  ["production", "produc\u00adtion", "a soft hyphen"],
  ["production", "pro\u200bduc\u200dtion\ufeff", "characters of no width"],
  ["production", "\u202aproduction\u202c", "marks of direction"],
  ["production", "produc\u034ftion", "a joiner that nobody sees"],
  ["production", "produ\u0000c\u001btion\u009f", "control characters"],
  ["web servers", " web \t\r\n  servers ", "white space"],
  ["web servers", "web\u2028servers", "a line separator"],
  ["Büro", "Bu\u200b\u0308ro", "something unseen between a letter and its accent"],
  ["half \ufffd", "half \ud83d", "half a surrogate pair, which every reading replaces"],
])("%j and %j are the same name: %s", (one, other) => {
  expect(isSameName(one, other)).toBe(true);
  expect(comparable(other)).toBe(one.normalize("NFC"));
});

test.each([
  ["web servers", "web\u00a0servers", "character 4 is U+0020, not U+00A0"],
  ["web\u2003servers", "web servers", "character 4 is U+2003, not U+0020"],
  [
    "pr\u043educti\u043en",
    "production",
    "character 3 is U+043E, not U+006F; character 9 is U+043E, not U+006F",
  ],
  ["ﬁles", "files", "character 1 is U+FB01, not U+0066"],
  ["web\u00a0", "web ", ""],
  ["Web", "web", ""],
  ["Web Applications", "Shop", ""],
  ["東京", "Production", ""],
])("%j and %j are two names, which differ out of sight in: %s", (one, other, difference) => {
  expect(isSameName(one, other)).toBe(false);
  expect(hiddenDifference(one, other)).toBe(difference);
});

test("of a name that looks like another all over, three characters are told", () => {
  expect(hiddenDifference("\u0430".repeat(9), "a".repeat(9)).split("; ")).toHaveLength(3);
});

test("comparing a name twice is comparing it once, and what Terraform does to it first changes nothing", () => {
  fc.assert(
    fc.property(name, (text) => {
      const once = comparable(text);
      expect(comparable(once)).toBe(once);
      expect(once.normalize("NFC")).toBe(once);
      // cty has every string in NFC, and JSON replaces half a pair.
      expect(comparable(text.replace(/\p{Cs}/gu, "\ufffd").normalize("NFC"))).toBe(once);
      expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|^ | $| {2}/u);
    }),
    { numRuns: 2_000 },
  );
});
