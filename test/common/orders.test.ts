import fc from "fast-check";
import { clean } from "../../lib/common/clean";
import { jsonText } from "../../lib/common/json-text";
import { shorten } from "../../lib/common/text";
import { HARMLESS_NAMES, HOSTILE_NAMES } from "../outputs/hostile-names";
import { hasCommand, ordersIn } from "../outputs/log-orders";

const PIECES = [
  "::",
  ":",
  "add-mask",
  "error",
  "##",
  "#",
  "[",
  "]",
  "vso",
  "teamcity",
  "@@",
  "continua",
  "fold:",
  "start:",
  "---",
  "+++",
  "^^^",
  " ",
  "\n",
  "\u00a0",
  "\u200b",
  "\u001b[m",
  "\u0000",
  "\ud83d",
  "\\",
  '"',
  "x",
];
/** Orders whole and in pieces, and anything else. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE_NAMES, ...PIECES),
      fc.constantFrom(...PIECES),
      fc.string({ unit: "binary" }),
    ),
    {
      maxLength: 12,
    },
  )
  .map((pieces) => pieces.join(""));

test("there are 70 hostile names and more, of which a log would obey the most as they are", () => {
  expect(new Set(HOSTILE_NAMES).size).toBeGreaterThanOrEqual(70);
  expect(HOSTILE_NAMES.filter((name) => ordersIn(name).length > 0).length).toBeGreaterThanOrEqual(60);
});

test.each(HOSTILE_NAMES)("no log obeys %j", (name) => {
  expect(ordersIn(clean(name))).toEqual([]);
  expect(clean(clean(name))).toBe(clean(name));
  // As a name begins a line of a card, or a text that comes before or after it.
  expect(ordersIn(clean(`    ${name} (2a5c), surveyed`))).toEqual([]);
  expect(ordersIn(clean(`the group ${name}`))).toEqual([]);
});

test.each(HARMLESS_NAMES)("%j is nothing but a name", (name) => {
  expect(clean(name)).toBe(name);
  expect(JSON.stringify(name)).toBe(jsonText(name));
});

test.each([
  ["##vso[task.setvariable variable=A]b", "#·#vso[task.setvariable variable=A]b"],
  ["::add-mask::x", ":·:add-mask::x"],
  ["--- x", "-·-- x"],
])("what is broken is still read: %s", (name, cleaned) => {
  expect(clean(name)).toBe(cleaned);
});

test("no log obeys what was cleaned, and then cut, put behind a word, or cleaned once more", () => {
  fc.assert(
    fc.property(hostile, fc.nat({ max: 200 }), (text, most) => {
      const cleaned = clean(text);
      expect(ordersIn(cleaned)).toEqual([]);
      expect(ordersIn(shorten(cleaned, most + 3))).toEqual([]);
      expect(ordersIn(`word ${cleaned}`)).toEqual([]);
      expect(clean(cleaned)).toBe(cleaned);
    }),
    { numRuns: 3_000 },
  );
});

test("JSON holds every text exactly, and no log obeys it", () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.array(hostile)), fc.constantFrom(0, 2), (value, indent) => {
      const text = jsonText(value, indent);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(text.split("\n").filter(hasCommand)).toEqual([]);
      expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
    { numRuns: 1_000 },
  );
});
