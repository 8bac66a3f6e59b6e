import fc from "fast-check";
import { MOST_VALUES, parseJson } from "../../lib/ctl/json";

test("any JSON is parsed", () => {
  fc.assert(fc.property(fc.json(), (text) => expect(parseJson(text)).toEqual(JSON.parse(text))));
});

test.each(["", " ", "{", "nonsense", "\ufeff{}", "[1,]", "'a'", "NaN"])("%j is no JSON", (text) => {
  expect(parseJson(text)).toBeUndefined();
});

test.each([
  [String.raw`{"name":"half \ud83d a pair"}`, { name: "half \ufffd a pair" }],
  [String.raw`["\uDE80\ud83d","\ud83d\ud83d\ude80"]`, ["\ufffd\ufffd", "\ufffd\u{1f680}"]],
  [String.raw`{"\udc00":1}`, { "\ufffd": 1 }],
  [String.raw`["\\ud83d","\\\ud83d","\ud83d\n"]`, ["\\ud83d", "\\\ufffd", "\ufffd\n"]],
])("half a surrogate pair is replaced, and nothing else of %s", (text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test("all texts of any JSON are well-formed, and those that were stay as they are", () => {
  const units = fc.constantFrom("\ud83d", "\ude80", "\\", "u", "d83d", '"', "\n", "é", "🚀");
  const texts = fc.array(fc.array(units).map((all) => all.join("")));
  fc.assert(
    fc.property(texts, (value) => {
      const expected = value.map((text) => text.replace(/\p{Cs}/gu, "\ufffd"));
      expect(parseJson(JSON.stringify(value))).toEqual(expected);
    }),
  );
});

test("the keys of every object are keys, and nothing else", () => {
  const body = parseJson('{"__proto__":{"status":"archived"},"constructor":1,"toString":2}');
  expect(Object.keys(Object(body))).toEqual(["__proto__", "constructor", "toString"]);
  expect({}).not.toHaveProperty("status");
});

test.each([
  ["brackets", "[".repeat(MOST_VALUES + 1)],
  ["lists in lists", "[".repeat(MOST_VALUES + 1) + "]".repeat(MOST_VALUES + 1)],
  ["objects in objects", `${'{"":'.repeat(MOST_VALUES + 1)}1${"}".repeat(MOST_VALUES + 1)}`],
  ["values", `[${"0,".repeat(MOST_VALUES)}0]`],
])("more %s than any answer holds are not parsed", (_, text) => {
  expect(parseJson(text)).toBeUndefined();
});

test("just as many values, one in the other, exhaust no stack", () => {
  const levels = MOST_VALUES - 1;
  expect(parseJson("[".repeat(levels) + "]".repeat(levels))).toBeInstanceOf(Array);
});
