import { LIMITS } from "./limits";
import { lengthsAround, meanOf, type Waited, waitOurWay, waitTheirWay } from "./measure";
import { PEERS } from "./policies";

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

// Around 1,800 s the longest job takes 2,160 s: 270 requests if it were only asked for every 8 s.
test.each(LIMITS.slice(0, 3))(
  "no job of about $aroundMs ms takes more than $requests requests",
  async ({ aroundMs, requests }) => {
    const ours = await Promise.all(lengthsAround(aroundMs).map(waitOurWay));
    expect(Math.max(...ours.map((one) => one.requests))).toBeLessThanOrEqual(requests);
  },
);
