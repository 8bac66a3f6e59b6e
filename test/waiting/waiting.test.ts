import { lengthsAround, meanOf, type Waited, waitOurWay, waitTheirWay } from "./measure";
import { PEERS } from "./policies";

const SECOND = 1_000;

/** How a job of about that length has to be waited for; in virtual time, so that the figures are exact. */
const LIMITS = [
  { aroundMs: 2 * SECOND, lagMs: 0.3 * SECOND, requests: 10 },
  { aroundMs: 20 * SECOND, lagMs: 0.4 * SECOND, requests: 40 },
  { aroundMs: 200 * SECOND, lagMs: 4 * SECOND, requests: 95 },
  { aroundMs: 1_800 * SECOND, lagMs: 4 * SECOND, requests: 290 },
];

describe.each(LIMITS)("of 100 jobs of about $aroundMs ms", ({ aroundMs, lagMs, requests }) => {
  let ours: Waited[];
  beforeAll(async () => {
    ours = await Promise.all(lengthsAround(aroundMs).map(waitOurWay));
  });

  test(`the end is noticed within ${lagMs} ms, with ${requests} requests, on average`, () => {
    expect(meanOf(ours, "lagMs")).toBeLessThanOrEqual(lagMs);
    expect(meanOf(ours, "requests")).toBeLessThanOrEqual(requests);
  });

  test.each(PEERS)("$name is not better in both", async (policy) => {
    const theirs = await Promise.all(
      lengthsAround(aroundMs).map((lengthMs) => waitTheirWay(policy, lengthMs)),
    );
    const isBetter = (figure: keyof Waited) => meanOf(theirs, figure) < meanOf(ours, figure);
    expect(isBetter("lagMs") && isBetter("requests")).toBe(false);
  });
});

test.each(LIMITS.slice(0, 3))(
  "no job of about $aroundMs ms takes more than $requests requests",
  async ({ aroundMs, requests }) => {
    const ours = await Promise.all(lengthsAround(aroundMs).map(waitOurWay));
    expect(Math.max(...ours.map((one) => one.requests))).toBeLessThanOrEqual(requests);
  },
);
