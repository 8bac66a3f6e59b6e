import fc from "fast-check";
import { FAULT_WORDS, type FaultEffect } from "../../lib/emulator";
import { chaos } from "./chaos";
import { EFFECTS } from "./trial";

jest.setTimeout(300_000);

test("whatever goes wrong and whoever is killed, a group is archived once, and done means archived", async () => {
  const { check, played } = await chaos(200, Date.now() % 1_000_000);
  expect(check.failed ? await fc.asyncDefaultReportMessage(check) : "all held").toBe("all held");
  expect(played).toBe(200);
});

test("a promise that is broken is reported with the seed, the shortest trial, and what happened in it", async () => {
  const { check } = await chaos(
    10,
    42,
    () => {},
    async ({ servers }) => ({
      trace: ["run {}", "  ended with 0"],
      violations: servers > 1 ? ["it said done, and the group is not archived"] : [],
      unseen: false,
    }),
  );
  const report = await fc.asyncDefaultReportMessage(check);
  expect(report).toMatch(/\{ seed: 42, path: "[\d:]+"/);
  expect(report).toContain("Counterexample: [{");
  expect(check.counterexample?.[0]).toMatchObject({ timelines: [], faults: [], acts: { length: 1 } });
  expect(report).toContain("it said done, and the group is not archived\nrun {}\n  ended with 0");
});

test("all faults of the emulator take part", () => {
  const kinds = Object.keys({
    status: true,
    html: true,
    empty: true,
    truncated: true,
    reset: true,
    delay: true,
    hang: true,
    stale: true,
    redirect: true,
    unauthorized: true,
  } satisfies Record<FaultEffect["kind"], true>);
  expect(kinds.filter((kind) => !EFFECTS.some((effect) => effect.kind === kind))).toEqual([]);
  const words = FAULT_WORDS.filter(({ word }) => word !== "NNN");
  expect(words.filter(({ effect }) => !EFFECTS.includes(effect))).toEqual([]);
});
