import fc from "fast-check";
import { clean } from "../../lib/hook/clean";
import { cdktfWouldAct } from "./stage";

const PHRASES = [
  "approved using the UI or API",
  "discarded using the UI or API",
  "overridden using the UI or API",
  "Do you want to perform these actions",
  "Do you really want to destroy all resources?",
  "Do you want to override the soft failed policy check?",
  "var.password Enter a value:",
];

/** Text made of what can do harm: phrases whole and in pieces, control characters, and anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PHRASES),
      fc.constantFrom("\u001b[31m", "\u001b[", "\n", "\r", "\t", "\u0000", "\u009b", "\u202e", "\u2028", " "),
      fc.constantFrom(
        "Do you ",
        "want to ",
        "Enter a ",
        "value:",
        "var",
        ".",
        "approved ",
        "using the UI or API",
      ),
      fc.string({ unit: "binary" }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

test("ordinary text stays as it is, whatever its script", () => {
  const text = 'Größe „XL“ 東京 🚀 100% $5 {"a": "b"} C:\\temp — variable, various, my var. And so on';
  expect(clean(text)).toBe(text);
});

test.each([
  ["red\u001b[31m text\u001b[0m", "red text"],
  ["two\nlines\r\nand a\ttab", "two lines and a tab"],
  ["over\rwritten", "over written"],
  ["null\u0000 bell\u0007 csi\u009b31m", "null  bell  csi 31m"],
  ["right\u202eto left, zero\u200bwidth", "right to left, zero width"],
  ["line\u2028separator", "line separator"],
])("control characters are taken out of %j", (text, cleaned) => {
  expect(clean(text)).toBe(cleaned);
});

test.each(PHRASES)("cdktf does not act on “%s”", (phrase) => {
  expect(cdktfWouldAct(phrase)).toBe(true);
  expect(cdktfWouldAct(clean(phrase))).toBe(false);
});

test("cdktf acts on nothing that was cleaned, and it is one line without control characters", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const cleaned = clean(text);
      expect(cdktfWouldAct(cleaned)).toBe(false);
      expect(cleaned).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 2_000 },
  );
});

test("cdktf acts on nothing that was cleaned line by line", () => {
  fc.assert(
    fc.property(fc.array(hostile), (lines) => {
      expect(cdktfWouldAct(lines.map(clean).join("\n"))).toBe(false);
    }),
  );
});

test("cleaning what was cleaned changes nothing", () => {
  fc.assert(fc.property(hostile, (text) => expect(clean(clean(text))).toBe(clean(text))));
});
