import { perSecond } from "../test/waiting/fleet.ts";
import { page } from "./plot.mjs";

const COLORS = ["#1456c8", "#8a8a8a", "#c2571a", "#7a3db8", "#0a8a5f", "#c01f6a", "#8a6d00"];
const LENGTHS = {
  label: "length of the job",
  log: true,
  range: [1, 3_600],
  ticks: [
    [1, "1 s"],
    [10, "10 s"],
    [60, "1 min"],
    [600, "10 min"],
    [3_600, "1 h"],
  ],
};

/** Lag and requests over the length of a job, for every policy; what is asked of ours as strokes. */
export function waitingPlot(curves, atLimits) {
  const names = Object.keys(curves[0].policies);
  const series = (figure) =>
    names.map((name, index) => ({
      name,
      color: COLORS[index],
      bold: index === 0,
      points: curves.map(({ lengthS, policies }) => [lengthS, policies[name][figure]]),
    }));
  const limits = (figure) => atLimits.map(({ aroundS, limit }) => [aroundS, limit[figure]]);
  const decades = (low, high, unit) =>
    Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, power) => {
      const value = Number((low * 10 ** power).toPrecision(1));
      return [value, `${value.toLocaleString("en")}${unit}`];
    });
  return page(
    [
      {
        title: "How late the end of a job is noticed",
        x: LENGTHS,
        y: { label: "mean lag", log: true, range: [0.05, 40], ticks: decades(0.1, 10, " s") },
        series: series("lagS"),
        limits: limits("lagS"),
      },
      {
        title: "How often its status is asked for",
        x: LENGTHS,
        y: { label: "mean requests", log: true, range: [1.5, 25_000], ticks: decades(10, 10_000, "") },
        series: series("requests"),
        limits: limits("requests"),
      },
    ],
    {
      columns: 1,
      width: 760,
      height: 300,
      labels: 250,
      note: "Virtual time: the same on every machine. Black strokes: the limits that this package keeps.",
    },
  );
}

/** What a server sees of fifty hooks that were started in the same moment. */
export function fleetPlot(fleets) {
  const charts = Object.entries(fleets).map(([title, { questions }]) => {
    const counts = perSecond(questions);
    const ticks = (step, end, unit) =>
      Array.from({ length: end / step + 1 }, (_, nth) => [nth * step, `${nth * step}${unit}`]);
    return {
      title,
      x: { label: "since they started", range: [0, 210], ticks: ticks(30, 210, " s") },
      y: { label: "requests in each second", range: [0, 130], ticks: ticks(50, 100, "") },
      series: [{ name: "", color: COLORS[0], points: steps(counts) }],
    };
  });
  return page(charts, {
    columns: 1,
    width: 760,
    height: 190,
    note: "Virtual time: the same on every machine. The jobs take 200 s each.",
  });
}

function steps(counts) {
  return counts.flatMap((count, second) => [
    [second, count],
    [second + 1, count],
  ]);
}
