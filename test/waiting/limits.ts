/** What it may take, on average, to notice the end of jobs of about that length. */
export const LIMITS = [
  { aroundMs: 2_000, lagMs: 300, requests: 10 },
  { aroundMs: 20_000, lagMs: 400, requests: 40 },
  { aroundMs: 200_000, lagMs: 4_000, requests: 95 },
  { aroundMs: 1_800_000, lagMs: 4_000, requests: 290 },
];
