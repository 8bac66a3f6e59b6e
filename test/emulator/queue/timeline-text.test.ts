import fc from "fast-check";
import { EmulatorError, parseTimeline } from "../../../lib/emulator";
import { OPERATION_KINDS } from "../../../lib/emulator/queue/timeline";

test("a timeline is read", () => {
  const text = "notStarted@0,executing@15s,failed@40s";
  const steps = [
    { status: "notStarted", atMs: 0 },
    { status: "executing", atMs: 15_000 },
    { status: "failed", atMs: 40_000 },
  ];
  expect(parseTimeline(text)).toEqual({ operation: "archiveGroup", timeline: steps });
  expect(parseTimeline(" RESTOREGROUP: notstarted @ 0s , EXECUTING@15s,failed @40s ")).toEqual({
    operation: "restoreGroup",
    timeline: steps,
  });
});

test("a word that nobody knows is a status as well", () => {
  expect(parseTimeline("strangeWord@1m30s").timeline).toEqual([{ status: "strangeWord", atMs: 90_000 }]);
});

test.each([
  ["", 'timeline "": "" is not a status and its time, such as executing@15s'],
  ["executing", '"executing" is not a status and its time'],
  ["executing@soon", '"executing@soon" is not a status and its time'],
  ["executing@200ms", '"executing@200ms" is not a status and its time'],
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
    fc.record({ status: fc.constantFrom("executing", "failed", "x_1"), seconds: fc.nat(10 ** 5) }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(fc.constantFrom(...OPERATION_KINDS), steps, (operation, some) => {
      let atMs = 0;
      const timeline = some.map(({ status, seconds }) => {
        atMs += seconds * 1_000;
        return { status, atMs };
      });
      const text = timeline.map((step) => `${step.status}@${step.atMs / 1_000}s`).join(",");
      expect(parseTimeline(`${operation}:${text}`)).toEqual({ operation, timeline });
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
