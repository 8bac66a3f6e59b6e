import fc from "fast-check";
import { formatDuration, parseDuration } from "../../lib/common/duration";
import { UsageError } from "../../lib/common/usage-error";

const HOUR = 3_600_000;

test.each([
  ["1s", 1_000],
  ["90s", 90_000],
  ["90m", 1.5 * HOUR],
  ["1h30m", 1.5 * HOUR],
  ["4h", 4 * HOUR],
  ["1d2h3m4s", 26 * HOUR + 184_000],
  ["24d", 24 * 24 * HOUR],
  ["007m", 420_000],
])("%s is read", (text, ms) => {
  expect(parseDuration("timeout", text)).toBe(ms);
});

test.each([
  "",
  " ",
  "4",
  "h",
  "4 h",
  "4h ",
  "4H",
  "-5m",
  "+5m",
  "1.5h",
  "30m1h",
  "1h1h",
  "PT4H",
  "4h\n",
  "soon",
  "∞",
])("%j is no duration", (text) => {
  expect(() => parseDuration("timeout", text)).toThrow(
    new UsageError(`timeout must be a duration such as "90s", "1h30m" or "4h", got "${text}"`),
  );
});

test.each(["0s", "0d0h", "25d", "24d1s", `${"9".repeat(400)}s`])("%.20s is out of range", (text) => {
  expect(() => parseDuration("settle", text)).toThrow(
    new UsageError(`settle must be longer than 0s and at most 24d, got "${text}"`),
  );
});

test.each([
  [0, "0 s"],
  [-5_000, "0 s"],
  [499, "0 s"],
  [500, "1 s"],
  [59_499, "59 s"],
  [59_500, "1 min"],
  [250_000, "4 min 10 s"],
  [HOUR, "1 h"],
  [HOUR + 5_000, "1 h 5 s"],
  [26 * HOUR + 184_000, "1 d 2 h"],
])("%d ms is written as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a duration of two units survives being written and read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 * 60 - 1 }), (minutes) => {
      const written = formatDuration(minutes * 60_000).replace(/ |in/g, "");
      expect(parseDuration("timeout", written)).toBe(minutes * 60_000);
    }),
  );
});

test("any text is read as whole seconds within the range, or refused as wrong usage", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[0-9dhms]{0,12}$/));
  fc.assert(
    fc.property(text, (given) => {
      try {
        const ms = parseDuration("timeout", given);
        expect(ms % 1_000).toBe(0);
        expect(ms).toBeGreaterThan(0);
        expect(ms).toBeLessThan(2 ** 31);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});
