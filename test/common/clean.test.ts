import fc from "fast-check";
import { clean } from "../../lib/common/clean";
import { shorten } from "../../lib/common/text";
import { cdktfWouldAct } from "../hook/stage";

const PHRASES = [
  "approved using the UI or API",
  "discarded using the UI or API",
  "overridden using the UI or API",
  "Do you want to perform these actions",
  "Do you really want to destroy all resources?",
  "Do you want to override the soft failed policy check?",
  "var.password Enter a value:",
  "de1-1: Creating... (0 s)",
  "web: Still creating... [10s elapsed]",
  "web: Creation complete after 1s",
  "web: Modifying... [id=1]",
  "web: Modifications complete after 1s",
  "web: Destroying... [id=1]",
  "web: Still destroying... [10s elapsed]",
  "web: Destruction complete after 1s",
];

/** Text made of what can do harm: phrases whole and in pieces, control characters, and anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PHRASES),
      fc.constantFrom("\u001b[31m", "\u001b[", "\n", "\r", "\t", "\u0000", "\u009b", "\u202e", "\u2028", " "),
      fc.constantFrom(
        "\u001b]0;title\u0007",
        "\u001b]",
        "\u001b\\",
        "\u009d",
        "\u009c",
        "\u0007",
        "\u001bPq",
        "\u001bc",
      ),
      fc.constantFrom(
        "Do you ",
        "want to ",
        "Enter a ",
        "value:",
        "var",
        ".",
        "approved ",
        "using the UI or API",
        "de1-1: ",
        "Creat",
        "ing",
        "...",
        "Destruction ",
        "complete",
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
  ["null\u0000 bell\u0007 csi\u009b31m", "null  bell  csi"],
  ["title\u001b]0;pwned\u0007 and\u001b]8;;https://x.example\u001b\\ link", "title and link"],
  ["c1 \u009d0;pwned\u009c osc,\u0090q\u009c dcs", "c1  osc, dcs"],
  ["open\u001b]0;title", "open ]0;title"],
  ["reset\u001bc", "reset c"],
  ["a sequence \u001b\u001b[m[31min a sequence", "a sequence  [31min a sequence"],
  ["half \ud83d a pair", "half \ufffd a pair"],
  ["right\u202eto left, zero\u200bwidth", "right to left, zero width"],
  ["line\u2028separator", "line separator"],
])("control characters are taken out of %j", (text, cleaned) => {
  expect(clean(text)).toBe(cleaned);
});

test.each(PHRASES)("cdktf does not act on “%s”", (phrase) => {
  expect(cdktfWouldAct(phrase)).toBe(true);
  expect(cdktfWouldAct(clean(phrase))).toBe(false);
});

test.each([
  "appro\u001b[0mved using the UI or API",
  "Do you\u0000want to perform these actions",
  "Do you \u001b]0;\u0007want to perform these actions",
  "var.x Enter a\u200bvalue:",
  "web: Creat\u009b0ming...",
  "web: Destruction\ncomplete",
])("cdktf does not act on %j, which is a phrase only once it was cleaned", (text) => {
  expect(cdktfWouldAct(clean(text))).toBe(false);
});

test("cdktf acts on nothing that was cleaned and then cut anywhere", () => {
  fc.assert(
    fc.property(hostile, fc.nat({ max: 200 }), (text, most) => {
      expect(cdktfWouldAct(shorten(clean(text), most + 3))).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ["openings of control strings", "\u009d"],
  ["openings of control strings in 7 bits", "\u001b]"],
  ["openings of sequences", "\u001b["],
  ["a sequence without an end", "0"],
])("a megabyte of %s is cleaned in no time", (_, piece) => {
  const startedAt = performance.now();
  clean(`\u001b[${piece.repeat(1_000_000 / piece.length)}`);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
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
