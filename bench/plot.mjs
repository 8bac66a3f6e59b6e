// Line charts as SVG, for the results of the bench.

const LEFT = 52;
const TOP = 42;
const BOTTOM = 44;

/**
 * @typedef {object} Axis
 * @property {string} label
 * @property {[number, number]} range
 * @property {[number, string][]} ticks values, and what is written there
 * @property {boolean} [log]
 *
 * @typedef {object} Series
 * @property {string} name written at the end of its line
 * @property {[number, number][]} points
 * @property {string} color
 * @property {boolean} [bold]
 *
 * @typedef {object} Chart
 * @property {string} title
 * @property {Axis} x
 * @property {Axis} y
 * @property {Series[]} series
 * @property {[number, number][]} [limits] points that no bold line should be above, as short strokes
 */

/**
 * Charts side by side, or one below the other.
 *
 * @param {Chart[]} charts
 * @param {{ columns?: number, width?: number, height?: number, labels?: number, note: string }} layout `labels`: room
 *   for the names at the right of each chart; `note`: one line below all
 */
export function page(charts, { columns = charts.length, width = 440, height = 320, labels = 0, note }) {
  const rows = Math.ceil(charts.length / columns);
  const whole = [columns * width, rows * height + 24];
  const body = charts.map((chart, index) => {
    const at = `translate(${(index % columns) * width} ${Math.floor(index / columns) * height})`;
    return `<g transform="${at}">\n${draw(chart, width - labels - 16, height, labels > 0)}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole.join(" ")}" width="${whole[0]}" height="${whole[1]}" font-family="sans-serif" font-size="12" fill="#222">
<title>${escapeXml(charts.map(({ title }) => title).join("; "))}</title>
<rect width="100%" height="100%" fill="#fff"/>
${body.join("\n")}
<text x="12" y="${whole[1] - 10}" fill="#666">${escapeXml(note)}</text>
</svg>
`;
}

function draw({ title, x, y, series, limits = [] }, right, height, named) {
  const toX = scale(x, LEFT, right);
  const toY = scale(y, height - BOTTOM, TOP);
  const grid = [
    ...x.ticks.map(([value, text]) => {
      const at = round(toX(value));
      return `<path d="M${at} ${TOP}V${height - BOTTOM}" stroke="#eee"/><text x="${at}" y="${height - BOTTOM + 16}" text-anchor="middle">${escapeXml(text)}</text>`;
    }),
    ...y.ticks.map(([value, text]) => {
      const at = round(toY(value));
      return `<path d="M${LEFT} ${at}H${right}" stroke="#eee"/><text x="${LEFT - 6}" y="${at + 4}" text-anchor="end">${escapeXml(text)}</text>`;
    }),
  ];
  // The bold ones are drawn last, above the others.
  const lines = series
    .toSorted((a, b) => Number(a.bold ?? false) - Number(b.bold ?? false))
    .map(({ points, color, bold }) => {
      const path = points.map(([px, py]) => `${round(toX(px))} ${round(toY(py))}`).join("L");
      return `<path d="M${path}" fill="none" stroke="${color}" stroke-width="${bold ? 3 : 1.5}" stroke-linejoin="round"/>`;
    });
  const strokes = limits.map(
    ([px, py]) => `<path d="M${round(toX(px) - 9)} ${round(toY(py))}h18" stroke="#000" stroke-width="2"/>`,
  );
  const ends = series.map(({ points }) => toY(points.at(-1)[1]));
  const names = apart(ends, 14).map((at, index) => {
    const { name, color, bold } = series[index];
    return `<text x="${right + 6}" y="${round(at + 4)}" fill="${color}"${bold ? ' font-weight="bold"' : ""}>${escapeXml(name)}</text>`;
  });
  return [
    `<text x="12" y="20" font-weight="bold">${escapeXml(title)}</text>`,
    ...grid,
    `<text x="${right}" y="${height - 10}" text-anchor="end" fill="#666">${escapeXml(x.label)}</text>`,
    `<text x="12" y="36" fill="#666">${escapeXml(y.label)}</text>`,
    ...lines,
    ...strokes,
    ...(named ? names : []),
  ].join("\n");
}

function scale({ range, log }, from, to) {
  const [low, high] = log ? range.map(Math.log) : range;
  return (value) => from + ((to - from) * ((log ? Math.log(value) : value) - low)) / (high - low);
}

/** Moves what is too close to something else, as little as needed, and keeps the order. */
function apart(places, distance) {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  for (let pass = 0; pass < 100; pass += 1) {
    for (let next = 1; next < order.length; next += 1) {
      const missing = distance - (order[next].place - order[next - 1].place);
      if (missing > 0) {
        order[next].place += missing / 2;
        order[next - 1].place -= missing / 2;
      }
    }
  }
  return order.sort((a, b) => a.index - b.index).map(({ place }) => place);
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
