import fc from "fast-check";
import { pace, withJitter, withJitterAfter } from "../../lib/archival/pace";

const elapsed = fc.double({ min: 0, max: 24 * 86_400_000, noNaN: true });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("pauses begin with a quarter of a second and end with almost eight", () => {
  expect([0, 2_000, 10_000, 60_000, 3_600_000].map(pace)).toEqual([250, 500, 800, 4_500, 7_900]);
});

test("pauses grow with the time waited, and stay within their bounds", () => {
  fc.assert(
    fc.property(elapsed, elapsed, (a, b) => {
      const [shorter, longer] = a < b ? [a, b] : [b, a];
      expect(pace(shorter)).toBeLessThanOrEqual(pace(longer));
      expect(pace(a)).toBeGreaterThanOrEqual(250);
      expect(pace(a)).toBeLessThanOrEqual(7_900);
    }),
  );
});

test("jitter moves a pause by at most a quarter, and one that was asked for only up", () => {
  fc.assert(
    fc.property(elapsed, random, (ms, at) => {
      expect(withJitter(ms, at)).toBeGreaterThanOrEqual(ms * 0.75);
      expect(withJitter(ms, at)).toBeLessThanOrEqual(ms * 1.25);
      expect(withJitterAfter(ms, at)).toBeGreaterThanOrEqual(ms);
      expect(withJitterAfter(ms, at)).toBeLessThanOrEqual(ms * 1.25);
    }),
  );
});
