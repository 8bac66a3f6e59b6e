import { median, round } from "./results.mjs";

/**
 * Every run as a dot and the median as a stroke, as SVG.
 *
 * @param {string} title
 * @param {Record<string, number[]>} series ms by what was measured
 * @param {string} machine
 */
export function dots(title, series, machine) {
  // A run that the machine kept waiting would squeeze all others.
  const longest = 2 * Math.max(...Object.values(series).map(median));
  const x = (ms) => 150 + (490 * Math.min(ms, longest)) / longest;
  const rows = Object.entries(series).map(([name, values], index) => {
    const y = 40 + 46 * index;
    const runs = values.map(
      (ms) => `<circle cx="${round(x(ms))}" cy="${y}" r="3" fill="#1456c8" fill-opacity=".35"/>`,
    );
    const middle = round(x(median(values)));
    return `<text x="12" y="${y + 4}">${name}</text>${runs.join("")}
<path d="M${middle} ${y - 12}v24" stroke="#c30" stroke-width="2"/><text x="${middle + 6}" y="${y - 8}">${Math.round(median(values))} ms</text>`;
  });
  const height = 46 * rows.length + 44;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 ${height}" width="660" height="${height}" font-family="sans-serif" font-size="12" fill="#222">
<title>${title}</title>
<rect width="100%" height="100%" fill="#fff"/>
${rows.join("\n")}
<text x="12" y="${height - 10}" fill="#666">${machine}; every run and the median, 0 to ${Math.round(longest)} ms; the slowest at the edge</text>
</svg>
`;
}
