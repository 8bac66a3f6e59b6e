// What all parts of the bench have in common: the machine, and where results go.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const folder = new URL("results/", import.meta.url);

/** Such as "2 × AMD EPYC, Node 20.20.2". */
export const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`;

/**
 * Writes `<part>.json`, and a plot for each name.
 *
 * @param {string} part
 * @param {object} result
 * @param {Record<string, string>} plots SVG by the name of its file
 */
export function writeResults(part, result, plots) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${part}.json`, folder), `${JSON.stringify({ machine, ...result }, null, 2)}\n`);
  for (const [name, svg] of Object.entries(plots)) writeFileSync(new URL(`${name}.svg`, folder), svg);
  console.log(`${part}: results in ${fileURLToPath(folder)}`);
}

/** Two digits after the point are more than any figure here deserves. */
export function round(value) {
  return Math.round(value * 100) / 100;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
