import fc from "fast-check";
import {
  archiveDuration,
  archiveTimeline,
  checkTimeline,
  endOf,
  OPERATION_KINDS,
  recordedTimeline,
  statusAt,
  workStartsAt,
} from "../../../lib/emulator/queue/timeline";

const servers = fc.integer({ min: 0, max: 200 });

test("the default timeline starts with notStarted, ends with succeeded, and its steps follow one another", () => {
  fc.assert(
    fc.property(servers, (count) => {
      const timeline = archiveTimeline({ servers: count });
      expect(timeline[0]).toEqual({ status: "notStarted", atMs: 0 });
      expect(endOf(timeline)).toEqual({ status: "succeeded", atMs: archiveDuration(count) });
      expect(timeline.at(-1)).toEqual(endOf(timeline));
      const pairs = timeline.slice(1).map((step, index) => [timeline[index], step] as const);
      expect(pairs.filter(([before, after]) => !before || after.atMs <= before.atMs)).toEqual([]);
      expect(pairs.filter(([before, after]) => before?.status === after.status)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test.each(OPERATION_KINDS)("the timeline of %s is one, begins with notStarted and succeeds", (operation) => {
  fc.assert(
    fc.property(servers, (count) => {
      const timeline = checkTimeline(recordedTimeline({ operation, servers: count }));
      expect(timeline[0]).toEqual({ status: "notStarted", atMs: 0 });
      expect(timeline.at(-1)?.status).toBe("succeeded");
    }),
    { numRuns: 25 },
  );
});

test("more servers never take less time", () => {
  fc.assert(fc.property(servers, (count) => archiveDuration(count + 1) > archiveDuration(count)));
});

test("a status never goes back to an earlier step as time passes", () => {
  const timeline = archiveTimeline({ servers: 5 }).map((step, index) => ({ ...step, status: `${index}` }));
  const moments = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 2 });
  fc.assert(
    fc.property(moments, (times) => {
      const steps = times.sort((a, b) => a - b).map((ms) => Number(statusAt(timeline, ms)));
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }),
  );
});

test("work begins with the first step that is not notStarted, and may never begin or end", () => {
  expect(workStartsAt(archiveTimeline({ servers: 1 }))).toBe(15_000);
  const stuck = [{ status: "notStarted", atMs: 0 }];
  expect(workStartsAt(stuck)).toBeUndefined();
  expect(endOf(stuck)).toBeUndefined();
});

test.each([
  ["no step", [], "a timeline needs at least one step"],
  ["a negative time", [{ status: "executing", atMs: -1 }], "must not come before 0 ms"],
  ["no number", [{ status: "executing", atMs: Number.NaN }], "must not come before 0 ms"],
  [
    "steps out of order",
    [
      { status: "executing", atMs: 10 },
      { status: "succeeded", atMs: 5 },
    ],
    'timeline step "succeeded" at 5 ms must not come before 10 ms',
  ],
])("a timeline with %s is refused", (_, timeline, sentence) => {
  expect(() => checkTimeline(timeline)).toThrow(sentence);
});
