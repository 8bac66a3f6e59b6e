import { type FleetRun, perSecond, runFleet } from "./fleet";

const FLEET = { hooks: 50, lengthMs: 200_000 };
/** After this, every hook pauses for 4.5 s: on average, 11 of 50 ask in a second. */
const LATER_S = 60;

/** The most questions in any second, once all hooks pause for longer. */
function busiestSecond({ questions }: FleetRun): number {
  return Math.max(...perSecond(questions).slice(LATER_S));
}

test("without jitter fifty hooks that started together would ask together; with it they do not", async () => {
  expect(busiestSecond(await runFleet({ ...FLEET, jitter: false }))).toBe(50);
  expect(busiestSecond(await runFleet({ ...FLEET, jitter: true }))).toBeLessThanOrEqual(22);
});

test("a 429 with Retry-After slows the hook that asked, and no hook asks again before its time", async () => {
  const retryAfterMs = 10_000;
  const free = await runFleet({ ...FLEET, jitter: true });
  const run = await runFleet({ ...FLEET, jitter: true, perSecond: 20, retryAfterMs });
  expect(run.questions.length).toBeLessThan(free.questions.length);
  for (const { hook, atMs } of run.questions.filter(({ refused }) => refused)) {
    const next = run.questions.find((later) => later.hook === hook && later.atMs > atMs);
    expect(next?.atMs ?? 0).toBeGreaterThanOrEqual(atMs + retryAfterMs);
  }
});

test("hooks that were refused together come back one after the other", async () => {
  const run = await runFleet({ ...FLEET, jitter: true, perSecond: 20, retryAfterMs: 10_000 });
  expect(perSecond(run.questions)[0]).toBeGreaterThan(50);
  expect(
    perSecond(run.questions)
      .slice(LATER_S)
      .every((count) => count <= 20),
  ).toBe(true);
  expect(run.questions.filter(({ refused, atMs }) => refused && atMs >= LATER_S * 1_000)).toEqual([]);
  expect(run.outcomes.map(({ verdict }) => verdict)).toEqual(Array(50).fill("archived"));
});
