import fc from "fast-check";
import { parseJson } from "../../lib/ctl/json";

test("any JSON is parsed", () => {
  fc.assert(fc.property(fc.json(), (text) => expect(parseJson(text)).toEqual(JSON.parse(text))));
});

test.each(["", " ", "{", "nonsense", "\ufeff{}", "[1,]", "'a'", "NaN"])("%j is no JSON", (text) => {
  expect(parseJson(text)).toBeUndefined();
});

test("the keys of every object are keys, and nothing else", () => {
  const body = parseJson('{"__proto__":{"status":"archived"},"constructor":1,"toString":2}');
  expect(Object.keys(Object(body))).toEqual(["__proto__", "constructor", "toString"]);
  expect({}).not.toHaveProperty("status");
});

test.each([
  ["brackets", "[".repeat(1_000_001)],
  ["lists in lists", "[".repeat(1_000_001) + "]".repeat(1_000_001)],
  ["objects in objects", `${'{"":'.repeat(1_000_001)}1${"}".repeat(1_000_001)}`],
  ["values", `[${"0,".repeat(1_000_000)}0]`],
])("more than a million %s are not parsed", (_, text) => {
  expect(parseJson(text)).toBeUndefined();
});

test("a million values less a few, one in the other, exhaust no stack", () => {
  const levels = 999_999;
  expect(parseJson("[".repeat(levels) + "]".repeat(levels))).toBeInstanceOf(Array);
});
