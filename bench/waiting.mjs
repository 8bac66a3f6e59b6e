/**
 * How soon the end of a job is noticed, and how often the status is asked for until then: by our own code and by the
 * policies of others, in virtual time; by our own code on a real clock as well, against the emulator. Then fifty hooks
 * at once, and what jitter and Retry-After do to them.
 */
import { runFleet } from "../test/waiting/fleet.ts";
import { LIMITS } from "../test/waiting/limits.ts";
import { lengthsAround, meanOf, waitOurWay, waitTheirWay } from "../test/waiting/measure.ts";
import { PEERS } from "../test/waiting/policies.ts";
import { waitForReal } from "../test/waiting/real.ts";
import { round, writeResults } from "./results.mjs";
import { fleetPlot, waitingPlot } from "./waiting-plots.mjs";

const OURS = "this package";
const POLICIES = [
  { name: OURS, wait: waitOurWay },
  ...PEERS.map((policy) => ({ name: policy.name, wait: (lengthMs) => waitTheirWay(policy, lengthMs) })),
];

const atLimits = [];
for (const { aroundMs, lagMs, requests } of LIMITS) {
  const limit = { lagS: lagMs / 1_000, requests };
  const policies = await figuresFor(lengthsAround(aroundMs));
  const ours = policies[OURS];
  const better = Object.keys(policies).filter(
    (name) => policies[name].lagS < ours.lagS && policies[name].requests < ours.requests,
  );
  const isWithin = ours.lagS <= limit.lagS && ours.requests <= requests;
  atLimits.push({ aroundS: aroundMs / 1_000, limit, isWithin, betterInBoth: better, policies });
}

const curves = [];
for (let lengthS = 1; lengthS <= 3_600; lengthS *= 1.2) {
  curves.push({ lengthS: round(lengthS), policies: await figuresFor(lengthsAround(lengthS * 1_000, 50)) });
}

const fleet = { hooks: 50, lengthMs: 200_000 };
const limited = { perSecond: 20, retryAfterMs: 10_000 };
const fleets = {
  "Fifty hooks without jitter": await runFleet({ ...fleet, jitter: false }),
  "With jitter": await runFleet({ ...fleet, jitter: true }),
  "With jitter, when more than 20 in a second get a 429 with Retry-After: 10": await runFleet({
    ...fleet,
    ...limited,
    jitter: true,
  }),
};

console.log("waiting for some jobs in real time …");
const realClock = await waitForReal([1_800, 2_200, 19_000, 21_000].flatMap((ms) => [ms, ms + 70, ms + 140]));

writeResults(
  "waiting",
  { atLimits, realClock: realClock.map(rounded), curves },
  { waiting: waitingPlot(curves, atLimits), fleet: fleetPlot(fleets) },
);
for (const { aroundS, limit, isWithin, betterInBoth, policies } of atLimits) {
  const { lagS, requests, mostRequests } = policies[OURS];
  console.log(
    `  about ${aroundS} s: noticed after ${lagS} s (at most ${limit.lagS}), ${requests} requests (at most ${limit.requests}), ${mostRequests} for one job`,
  );
  if (!isWithin || betterInBoth.length > 0) process.exitCode = 1;
}

async function figuresFor(lengths) {
  const figures = {};
  for (const { name, wait } of POLICIES) {
    const all = await Promise.all(lengths.map((lengthMs, index) => wait(lengthMs, index)));
    figures[name] = {
      lagS: round(meanOf(all, "lagMs") / 1_000),
      requests: round(meanOf(all, "requests")),
      mostRequests: Math.max(...all.map((one) => one.requests)),
    };
  }
  return figures;
}

function rounded({ lengthMs, lagMs, requests }) {
  return { lengthS: lengthMs / 1_000, lagS: round(lagMs / 1_000), requests };
}
