import fc from "fast-check";
import { retryAfter } from "../../lib/ctl/retry-after";

const NOW = Date.parse("1994-11-06T08:49:00Z");

test.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ["0", 0],
  ["120", 120_000],
  [" 7 ", 7_000],
  ["Sun, 06 Nov 1994 08:49:37 GMT", 37_000],
  ["Sunday, 06-Nov-94 08:49:37 GMT", 37_000],
  ["Sun Nov  6 08:49:37 1994", 37_000],
  ["Sun, 06 Nov 1994 08:00:00 GMT", 0],
  ["", undefined],
  ["-5", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["abc, 5", undefined],
  ["Sun, 99 Foo 1994", undefined],
  ["1994-11-06T08:49:37Z", undefined],
])("%j means %j ms", (header, ms) => {
  expect(retryAfter(header, NOW)).toBe(ms);
});

test("seconds without an end are still a number to clamp", () => {
  expect(retryAfter("9".repeat(400), NOW)).toBe(Number.POSITIVE_INFINITY);
});

test("whatever the header says, it means nothing or a time that is not negative", () => {
  const header = fc.oneof(
    fc.string(),
    fc.nat().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );
  fc.assert(
    fc.property(header, (text) => {
      const ms = retryAfter(text, NOW);
      expect(ms === undefined || ms >= 0).toBe(true);
    }),
  );
});

test("every HTTP date in the future is met to the second", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (seconds) => {
      const header = new Date(NOW + seconds * 1_000).toUTCString();
      expect(retryAfter(header, NOW)).toBe(seconds * 1_000);
    }),
  );
});
