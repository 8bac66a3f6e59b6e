import fc from "fast-check";
import { formatDuration, parseDuration } from "../../lib/common/duration";
import { UsageError } from "../../lib/common/usage-error";

test.each([
  ["90s", 90_000],
  ["4h", 14_400_000],
  ["1h30m", 5_400_000],
  ["1d2h3m4s", 93_784_000],
  ["0h5s", 5_000],
  ["24d", 2_073_600_000],
])("%s is %d ms", (text, ms) => {
  expect(parseDuration("timeout", text)).toBe(ms);
});

test.each([
  "",
  "0s",
  "-1h",
  "1.5h",
  "90",
  "h",
  "30m1h",
  "1 h",
  "1H",
  "25d",
  "24d1s",
  `${"9".repeat(400)}s`,
  "1h\n",
])("%j is refused", (text) => {
  expect(() => parseDuration("timeout", text)).toThrow(UsageError);
  expect(() => parseDuration("timeout", text)).toThrow(/^timeout must be .*, got "/);
});

test.each([
  [0, "0 s"],
  [499, "0 s"],
  [-5_000, "0 s"],
  [59_600, "1 min"],
  [250_000, "4 min 10 s"],
  [3_600_000, "1 h"],
  [93_784_000, "1 d 2 h"],
])("%d ms is shown as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("every whole number of seconds below an hour survives both ways", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_599 }), (seconds) => {
      const text = formatDuration(seconds * 1_000)
        .replace(" min", "m")
        .replace(" s", "s")
        .replace(" ", "");
      expect(parseDuration("timeout", text)).toBe(seconds * 1_000);
    }),
  );
});
