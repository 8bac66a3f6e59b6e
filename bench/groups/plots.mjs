import { page } from "../plot.mjs";

const COLORS = ["#1456c8", "#0a8a5f", "#8a8a8a", "#c2571a", "#7a3db8"];

function overGroups(first, last) {
  const ticks = [1, 10, 100, 1_000].filter((many) => many >= first && many <= last);
  return {
    label: "groups",
    log: true,
    range: [first, last],
    ticks: ticks.map((many) => [many, many.toLocaleString("en")]),
  };
}

/** Ticks at 1, 10, 100, … with these labels. */
function decades(labels) {
  return {
    log: true,
    range: [1, 10 ** (labels.length - 1)],
    ticks: labels.map((label, power) => [10 ** power, label]),
  };
}

/** Time and size of a synth over the number of groups; the limits are multiples of the same written by hand. */
export function synthPlot(synths, { mostTimes, mostSize }, note) {
  const largest = synths.at(-1);
  const chart = (title, y, figure, most) => ({
    title,
    x: overGroups(1, largest.groups),
    y,
    series: ["declared", "surveyed", "by hand", "triggers"].map((kind, index) => ({
      name: kind === "triggers" ? "triggers only" : kind,
      color: COLORS[index],
      bold: kind === "declared",
      points: synths.map((synth) => [synth.groups, figure(synth, kind)]),
    })),
    limits: [[largest.groups, most * figure(largest, "by hand")]],
  });
  return page(
    [
      chart(
        "Time to declare, survey and synthesize",
        { label: "the fastest of five", ...decades(["1 ms", "10 ms", "100 ms", "1 s", "10 s"]) },
        ({ fastest }, kind) => fastest[kind].ms,
        mostTimes,
      ),
      chart(
        "Size of cdktf.out",
        { label: "190 kB of it are the hook", ...decades(["1 kB", "10 kB", "100 kB", "1 MB", "10 MB"]) },
        ({ sizes }, kind) => sizes[kind] / 1_000,
        mostSize,
      ),
    ],
    { width: 460, height: 280, labels: 90, note },
  );
}

/** How long an apply takes, over the number of groups, for the hook and for what else could run. */
export function applyPlot(applies, most, note) {
  const largest = Math.max(...applies.map(({ groups }) => groups));
  const runs = [...new Set(applies.map((one) => one.runs))];
  const highest = Math.ceil(Math.max(...applies.map(({ timesIdeal }) => timesIdeal)));
  const step = highest > 8 ? 2 : 1;
  const ticks = Array.from({ length: Math.floor(highest / step) + 1 }, (_, nth) => nth * step);
  const charts = [10, 50].map((parallelism) => ({
    title: `terraform apply -parallelism=${parallelism}`,
    x: overGroups(10, Math.max(largest, 100)),
    y: {
      label: "wall time ÷ (groups × 1 s ÷ parallelism)",
      range: [0, highest],
      ticks: ticks.map((times) => [times, `${times} ×`]),
    },
    series: runs
      .map((name, index) => ({
        name,
        color: COLORS[index],
        bold: name === "hook",
        points: applies
          .filter((one) => one.runs === name && one.parallelism === parallelism)
          .map(({ groups, timesIdeal }) => [groups, timesIdeal]),
      }))
      .filter(({ points }) => points.length > 0),
    limits: [[largest, most]],
  }));
  return page(charts, { width: 460, height: 280, labels: 90, note });
}

/** What the emulator was asked in each second of an apply, and how many of those it answered with 429. */
export function requestsPlot({ perSecond, refusedPerSecond }, title, note) {
  const steps = (counts) =>
    counts.flatMap((count, second) => [
      [second, count],
      [second + 1, count],
    ]);
  const seconds = perSecond.length;
  const highest = 25 * Math.ceil(Math.max(...perSecond) / 25);
  const ticks = (step, end, unit) =>
    Array.from({ length: Math.floor(end / step) + 1 }, (_, nth) => [nth * step, `${nth * step}${unit}`]);
  const chart = {
    title,
    x: { label: "since the first request", range: [0, seconds], ticks: ticks(10, seconds, " s") },
    y: { label: "requests in each second", range: [0, highest], ticks: ticks(25, highest, "") },
    series: [
      { name: "all", color: COLORS[0], points: steps(perSecond) },
      { name: "429", color: COLORS[3], points: steps(refusedPerSecond) },
    ],
  };
  return page([chart], { width: 760, height: 220, labels: 40, note });
}
