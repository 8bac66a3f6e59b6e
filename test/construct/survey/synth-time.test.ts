import { UsageError } from "../../../lib/common/usage-error";
import { synthTime } from "../../../lib/construct/survey/synth-time";

test("it is now, or what SOURCE_DATE_EPOCH says", () => {
  const before = Date.now();
  expect(synthTime({}).getTime()).toBeGreaterThanOrEqual(before);
  expect(synthTime({ SOURCE_DATE_EPOCH: "" }).getTime()).toBeGreaterThanOrEqual(before);
  expect(synthTime({ SOURCE_DATE_EPOCH: "0" }).toISOString()).toBe("1970-01-01T00:00:00.000Z");
  expect(synthTime({ SOURCE_DATE_EPOCH: "1750000000" }).toISOString()).toBe("2025-06-15T15:06:40.000Z");
});

test.each(["now", "-1", "1.5", "1e9", "999999999999"])("%s is no time, which one sentence says", (value) => {
  expect(() => synthTime({ SOURCE_DATE_EPOCH: value })).toThrow(UsageError);
  expect(() => synthTime({ SOURCE_DATE_EPOCH: value })).toThrow(`got "${value}"`);
});
