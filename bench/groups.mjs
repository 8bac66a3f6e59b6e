/**
 * Many groups in one app: `npm run bench -- groups`, or `groups=100` to stop there instead of at 1,000.
 *
 * How long it takes to synthesize them and how large cdktf.out gets, next to the same resources written by hand; what a
 * survey of them asks; how long Terraform takes to apply them, next to the ideal, and next to what could run instead of
 * the hook, to tell what the difference is made of; and what fifty hooks ask when some of them are told to slow down.
 */
import { cpus } from "node:os";
import { apply, INSTEAD, JOB_S } from "./groups/apply.mjs";
import { measureSynth } from "./groups/measure-synth.mjs";
import { applyPlot, requestsPlot, synthPlot } from "./groups/plots.mjs";
import { machine, round, writeResults } from "./results.mjs";

const MOST_TIMES = 2;
const MOST_SIZE = 1.2;
const MOST_REQUESTS = 20; // ten a data center
const MOST_TIMES_IDEAL = 1.3;
const LARGEST_COMPARED = 100;
const most = Number(process.argv[2] ?? 1_000);
const sizes = [1, 10, 100, 1_000].filter((groups) => groups <= most);

const synths = [];
for (const groups of sizes) {
  synths.push(await measureSynth(groups));
  const { fastest, surveyRequests } = synths.at(-1);
  const ms = Object.entries(fastest).map(([kind, one]) => `${kind} ${Math.round(one.ms)} ms`);
  console.log(`  synth of ${groups}: ${ms.join(", ")}; ${surveyRequests} requests of the survey`);
}

const applies = [];
for (const parallelism of [10, 50]) {
  for (const groups of sizes.filter((size) => size >= parallelism)) {
    const others = groups <= LARGEST_COMPARED ? Object.keys(INSTEAD) : [];
    for (const runs of ["hook", ...others]) {
      const { wallS, cpuS, emulatorCpuS, logins, requests } = await apply({ groups, parallelism, runs });
      const idealS = (groups * JOB_S) / parallelism;
      const timesIdeal = round(wallS / idealS);
      const cpuMsPerGroup = Math.round((1_000 * cpuS) / groups);
      const emulatorMsPerGroup = emulatorCpuS && Math.round((1_000 * emulatorCpuS) / groups);
      const requestsPerGroup = round(requests.length / groups);
      const figures = { wallS, idealS, timesIdeal, cpuMsPerGroup, emulatorMsPerGroup };
      applies.push({ runs, groups, parallelism, ...figures, requestsPerGroup, logins });
      console.log(
        `  apply of ${groups}, ${parallelism} at once, ${runs}: ${timesIdeal} of the ideal, ${cpuMsPerGroup} ms of processor each`,
      );
    }
  }
}

const RETRY_AFTER_S = 5;
const slowedDown = await apply({
  groups: 50,
  parallelism: 50,
  runs: "hook",
  jobS: 30,
  faults: [
    {
      on: "getStatus",
      times: 50,
      after: 500,
      effect: { kind: "status", status: 429, headers: { "Retry-After": RETRY_AFTER_S } },
    },
  ],
});
const requestsOfFifty = { logins: slowedDown.logins, ...perSecond(slowedDown.requests) };

const largest = synths.at(-1);
const ratio = (kind, figure) => round(figure(kind) / figure("by hand"));
const summary = {
  groups: largest.groups,
  timesByHand: ratio("declared", (kind) => largest.fastest[kind].ms),
  // The survey asks the platform, which is in surveyMs; the rest is what its cards take.
  timesByHandSurveyed: ratio("surveyed", (kind) => largest.fastest[kind].ms - largest.fastest[kind].surveyMs),
  sizeTimesByHand: ratio("declared", (kind) => largest.sizes[kind]),
  sizeTimesByHandSurveyed: ratio("surveyed", (kind) => largest.sizes[kind]),
  surveyRequests: largest.surveyRequests,
  surveyMs: Math.round(largest.fastest.surveyed.surveyMs),
};
writeResults(
  "groups",
  { summary, synths, applies, requestsOfFifty },
  {
    "groups-synth": synthPlot(
      synths,
      { mostTimes: MOST_TIMES, mostSize: MOST_SIZE },
      `${machine}. Black strokes: the limits.`,
    ),
    "groups-apply": applyPlot(
      applies,
      MOST_TIMES_IDEAL,
      `${machine}, emulator and Terraform on the same. Black strokes: the limits.`,
    ),
    "groups-requests": requestsPlot(
      requestsOfFifty,
      `Fifty hooks, jobs of 30 s, and fifty answers of 429 with Retry-After: ${RETRY_AFTER_S}`,
      `${machine}; ${slowedDown.logins} login.`,
    ),
  },
);
console.log(summary);
const isWithin =
  summary.timesByHand <= MOST_TIMES &&
  summary.sizeTimesByHand <= MOST_SIZE &&
  summary.surveyRequests <= MOST_REQUESTS;
const everyLogin = [
  slowedDown.logins,
  ...applies.filter(({ runs }) => runs === "hook").map((one) => one.logins),
];
if (!isWithin || everyLogin.some((logins) => logins !== 1)) {
  console.log(
    "Many groups take more, in proportion to the same by hand, than they may; or more than one login.",
  );
  process.exitCode = 1;
}
const late = applies.filter(({ runs, timesIdeal }) => runs === "hook" && timesIdeal > MOST_TIMES_IDEAL);
for (const { groups, parallelism, timesIdeal, cpuMsPerGroup, emulatorMsPerGroup } of late) {
  // No wall time is asserted: what these processors can do at all is said instead.
  const least = (parallelism * (cpuMsPerGroup + (emulatorMsPerGroup ?? 0))) / 1_000 / cpus().length / JOB_S;
  console.log(
    `  ${groups} groups, ${parallelism} at once: ${timesIdeal} of the ideal; ${cpus().length} processors at their limit take ${round(Math.max(1, least))}`,
  );
}

function perSecond(requests) {
  const first = Math.min(...requests.map(({ at }) => at));
  const count = (some) => {
    const seconds = some.map(({ at }) => Math.floor((at - first) / 1_000));
    return (second) => seconds.filter((one) => one === second).length;
  };
  const length = 1 + Math.floor((Math.max(...requests.map(({ at }) => at)) - first) / 1_000);
  const all = count(requests);
  const refused = count(requests.filter(({ status }) => status === 429));
  return {
    perSecond: Array.from({ length }, (_, second) => all(second)),
    refusedPerSecond: Array.from({ length }, (_, second) => refused(second)),
  };
}
