import fc from "fast-check";
import { EmulatorError, formatTimeline, parseTimeline } from "../../lib/emulator";
import { OPERATION_KINDS } from "../../lib/emulator/queue/timeline";

test("a timeline is read, and written again", () => {
  const text = "notStarted@0,executing@15s,failed@40s";
  const steps = [
    { status: "notStarted", atMs: 0 },
    { status: "executing", atMs: 15_000 },
    { status: "failed", atMs: 40_000 },
  ];
  expect(parseTimeline(text)).toEqual({ operation: "archiveGroup", timeline: steps });
  expect(formatTimeline(parseTimeline(text))).toBe(text);
  expect(parseTimeline(" RESTOREGROUP: notstarted @ 0 , EXECUTING@0.25m,failed@40000ms")).toEqual({
    operation: "restoreGroup",
    timeline: steps,
  });
});

test("a word that nobody knows is a status as well", () => {
  expect(parseTimeline("strangeWord@1s").timeline).toEqual([{ status: "strangeWord", atMs: 1_000 }]);
});

test.each([
  ["", 'timeline "": "" is not a status and its time, such as executing@15s'],
  ["executing", '"executing" is not a status and its time'],
  ["executing@soon", '"executing@soon" is not a status and its time'],
  ["executing@5s,", '"" is not a status and its time'],
  ["executing@10s,succeeded@5s", 'timeline step "succeeded" at 5000 ms must not come before 10000 ms'],
  ["restore:executing@0", 'there is no operation "restore": did you mean restoreGroup?'],
  ["x:executing@0", 'there is no operation "x": choose one of archiveGroup, restoreGroup,'],
])("%s is refused with one sentence", (text, sentence) => {
  expect(() => parseTimeline(text)).toThrow(EmulatorError);
  expect(() => parseTimeline(text)).toThrow(sentence);
});

test("whatever timeline is written, the same one is read; any text is one, or is refused in one sentence", () => {
  const steps = fc.array(
    fc.record({ status: fc.constantFrom("executing", "failed", "x_1"), ms: fc.nat(10 ** 9) }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...OPERATION_KINDS), steps, (operation, some) => {
      let atMs = 0;
      const timeline = some.map(({ status, ms }) => {
        atMs += ms;
        return { status, atMs };
      });
      expect(parseTimeline(formatTimeline({ operation, timeline }))).toEqual({ operation, timeline });
    }),
  );
  const pieces = fc.array(
    fc.constantFrom("executing", "@", ",", ":", "5s", " ", "\n", "\u0007", "archiveGroup"),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        pieces.map((all) => all.join("")),
      ),
      (text) => {
        try {
          parseTimeline(text);
        } catch (error) {
          expect(error).toBeInstanceOf(EmulatorError);
          expect((error as Error).message).toMatch(/^timeline "[^\u0000-\u001f\u007f-\u009f]{1,500}$/);
        }
      },
    ),
  );
});
