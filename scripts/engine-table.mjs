/**
 * node scripts/engine-table.mjs [--check]
 *
 * Writes the table of engines in docs/engines.md from docs/engines.json, the results of `npm run test:matrix`.
 */
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const resultsFile = fileURLToPath(new URL("../docs/engines.json", import.meta.url));
const pageFile = fileURLToPath(new URL("../docs/engines.md", import.meta.url));
const place = /(<!-- engines -->\n)[\s\S]*?(<!-- \/engines -->)/;

/**
 * Replaces the result of that engine and version, in the file and in the page.
 *
 * @param {{ engine: string, version: string, passed: number, failed: number, skipped: number, date: string }} result
 */
export function recordResult(result) {
  const titleOf = ({ engine, version }) => `${engine} ${version}`;
  const others = readResults().filter((other) => titleOf(other) !== titleOf(result));
  const results = [...others, result].sort((a, b) =>
    titleOf(b).localeCompare(titleOf(a), "en", { numeric: true }),
  );
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(pageFile, pageWith(results));
  return result;
}

function readResults() {
  return existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, "utf8")) : [];
}

function pageWith(results) {
  const rows = results.map(({ engine, version, passed, failed, skipped, date }) => {
    const counts = { passed, failed, skipped };
    const said = Object.entries(counts).flatMap(([word, count]) => (count > 0 ? `${count} ${word}` : []));
    return `| ${engine} ${version} | ${said.join(", ")} | ${date} |`;
  });
  const table = ["| engine | end-to-end tests | run on |", "|---|---|---|", ...rows, ""].join("\n");
  return readFileSync(pageFile, "utf8").replace(place, (_, begin, end) => `${begin}${table}${end}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const fresh = pageWith(readResults());
  if (!process.argv.includes("--check")) writeFileSync(pageFile, fresh);
  else if (readFileSync(pageFile, "utf8") === fresh)
    console.log("the table of engines in docs/engines.md is up to date");
  else {
    console.error(
      "the table of engines in docs/engines.md is not what docs/engines.json says: run node scripts/engine-table.mjs",
    );
    process.exitCode = 1;
  }
}
