/**
 * node scripts/figures.mjs [folder of a project]
 *
 * Prints how large, how entangled and how readable the project is, and exits with 1 where a figure breaks its limit.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));

const LONGEST_SENTENCE = 35;
/** Old, foreign or two words where one does: they make a native reader stop. */
const STUMBLES =
  /\b(whence|anew|can not|by now|mend(s|ed|ing)?|asleep|thereof|hereby|it is no (journal|plan|JSON)|at this group already)\b/gi;

const read = (path) => readFileSync(join(root, path), "utf8");
const files = new Map(filesIn("lib", ".ts").map((path) => [path, read(path)]));
const lengths = [...files.values()].map(lineCount);
const imports = new Map([...files].map(([path, text]) => [path, importsOf(path, text)]));
const rooms = roomsOf(imports);
const readme = read("README.md");
// docs/api.md is written by a program, from docstrings.
const pages = new Map(
  ["README.md", ...filesIn("docs", ".md")]
    .filter((path) => path !== "docs/api.md")
    .map((path) => [path, read(path)]),
);
const stumbles = [...pages, ...files].flatMap(([path, text]) =>
  [...text.matchAll(STUMBLES)].map(([word]) => `${path}: "${word}"`),
);

/** What is counted, the figure, and its limits. */
const FIGURES = [
  ["lib: files", files.size, { most: 200 }],
  ["lib: files of 25 lines or fewer", lengths.filter((length) => length <= 25).length],
  ["lib: lines of a file, median", median(lengths), { least: 60, most: 110 }],
  ["lib: lines of the longest file", Math.max(...lengths), { most: 250 }],
  ["lib: import circles of files, types included", circlesIn(imports).length, { most: 0 }],
  ["lib: rooms", rooms.size],
  ["lib: arrows between rooms", [...rooms.values()].reduce((sum, { size }) => sum + size, 0)],
  ["lib: import circles of rooms", circlesIn(rooms).length, { most: 0 }],
  ["README.md: lines", lineCount(readme), { most: 150 }],
  ["README.md: words of prose", wordCount(proseOf(readme)), { most: 1_000 }],
  ...sentenceFigures("README.md", [readme]),
  ...sentenceFigures("README.md and docs", [...pages.values()]),
  ["README.md, docs and lib: words that make a reader stop", stumbles.length, { most: 0 }],
];

for (const [what, figure, { least = 0, most = Number.POSITIVE_INFINITY } = {}] of FIGURES) {
  const limit = least > 0 ? ` (${least} to ${most})` : Number.isFinite(most) ? ` (at most ${most})` : "";
  const isBroken = figure < least || figure > most;
  console.log(`${what}: ${figure}${limit}${isBroken ? " BROKEN" : ""}`);
  if (isBroken) process.exitCode = 1;
}
for (const circle of [...circlesIn(imports), ...circlesIn(rooms)])
  console.log(`circle: ${circle.join(", ")}`);
for (const stumble of stumbles) console.log(stumble);
for (const [path, text] of pages) {
  for (const sentence of sentencesOf(text)) {
    if (wordCount(sentence) > LONGEST_SENTENCE)
      console.log(`${path}: ${wordCount(sentence)} words: ${sentence}`);
  }
}

function filesIn(folder, extension) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => posix.relative(root, posix.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

function lineCount(text) {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** The files of `lib` that a file imports, types included. */
function importsOf(path, text) {
  const targets = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => posix.join(dirname(path), fileName))
    .map((target) => [`${target}.ts`, `${target}/index.ts`].find((file) => files.has(file)));
  return new Set(targets.filter((target) => target !== undefined));
}

/** A room is a folder of `lib`, with all below it; what lies beside the folders is none. */
function roomsOf(graph) {
  const found = new Map();
  for (const [path, targets] of graph) {
    const room = roomOf(path);
    if (room === undefined) continue;
    const arrows = found.get(room) ?? new Set();
    for (const target of targets.values()) {
      const other = roomOf(target);
      if (other !== undefined && other !== room) arrows.add(other);
    }
    found.set(room, arrows);
  }
  return found;
}

function roomOf(path) {
  const [lib, room, file] = path.split("/");
  return file === undefined ? undefined : `${lib}/${room}`;
}

/** Groups of nodes that all lead to each other. */
function circlesIn(graph) {
  const reached = new Map([...graph.keys()].map((node) => [node, reachedFrom(graph, node)]));
  const isTied = (one, other) => reached.get(one).has(other) && reached.get(other).has(one);
  const left = new Set([...graph.keys()].filter((node) => isTied(node, node)));
  const circles = [];
  for (const node of left) {
    const circle = [...left].filter((other) => isTied(node, other));
    circles.push(circle);
    for (const member of circle) left.delete(member);
  }
  return circles;
}

function reachedFrom(graph, start) {
  const reached = new Set();
  const next = [...graph.get(start)];
  while (next.length > 0) {
    const node = next.pop();
    if (reached.has(node)) continue;
    reached.add(node);
    next.push(...(graph.get(node) ?? []));
  }
  return reached;
}

function sentenceFigures(what, texts) {
  const lengths = texts.flatMap(sentencesOf).map(wordCount);
  return [
    [`${what}: words of a sentence, median`, median(lengths), { most: 12 }],
    [`${what}: words of the longest sentence`, Math.max(0, ...lengths), { most: LONGEST_SENTENCE }],
  ];
}

/** A page without code, one paragraph or cell of a table on each line. */
function proseOf(markdown) {
  return markdown
    .replace(/```[\s\S]*?```/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[ |:-]+$/gm, "") // under the head of a table
    .replace(/^[#>*\- \d.]+/gm, "") // of titles, quotes and lists
    .replace(/([^\n.!?:|])\n(?=[^\n|])/g, "$1 ")
    .replaceAll("|", "\n");
}

/** Two words are a title. */
function sentencesOf(markdown) {
  return proseOf(markdown)
    .split(/(?<=[.!?])\s+|\n/)
    .filter((sentence) => wordCount(sentence) > 2);
}

function wordCount(text) {
  return text.split(/\s+/).filter((word) => /\w/.test(word)).length;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1] ?? 0;
}
