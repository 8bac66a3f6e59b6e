import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../construct/stacks";

const script = join(__dirname, "../../scripts/figures.mjs");

/** What the script says of a project with these files, line by line. */
function figures(files: Readonly<Record<string, string>>): { status: number | null; lines: string[] } {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries({
    "README.md": "",
    "docs/page.md": "",
    "lib/a.ts": "",
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: "utf8" });
  expect(stderr).toBe("");
  return { status, lines: stdout.trimEnd().split("\n") };
}

const lines = (many: number): string => "// a line\n".repeat(many);
const words = (many: number): string => `${Array(many).fill("word").join(" ")}.`;

test("files of lib are counted, by lines", () => {
  const sizes = figures({ "lib/a.ts": lines(25), "lib/b.ts": lines(70), "lib/room/c.ts": lines(250) });
  expect(sizes.status).toBe(0);
  expect(sizes.lines.slice(0, 4)).toEqual([
    "lib: files: 3 (at most 200)",
    "lib: files of 25 lines or fewer: 1",
    "lib: lines of a file, median: 70 (60 to 110)",
    "lib: lines of the longest file: 250 (at most 250)",
  ]);
});

test("a file that is too long breaks its limit", () => {
  const { status, lines: said } = figures({ "lib/a.ts": lines(251) });
  expect(status).toBe(1);
  expect(said).toContain("lib: lines of the longest file: 251 (at most 250) BROKEN");
});

test("a circle of imports is found and named, also one of types alone and one through an index", () => {
  const { status, lines: said } = figures({
    "lib/a.ts": 'import type { B } from "./b";',
    "lib/b.ts": 'export type B = import("./c").C;',
    "lib/c.ts": 'export * from ".";',
    "lib/index.ts": 'import "./a";',
    "lib/outside.ts": 'import "./a"; import "node:fs"; // import "./nothing"',
  });
  expect(status).toBe(1);
  expect(said).toContain("lib: import circles of files, types included: 1 (at most 0) BROKEN");
  expect(said).toContain("circle: lib/a.ts, lib/b.ts, lib/c.ts, lib/index.ts");
});

test("rooms are folders, and an arrow leads from one to another however many files import", () => {
  const down = 'import "../low/c"; import "../low/d"; import "../index";';
  const { lines: said } = figures({
    "lib/index.ts": 'import "./high/a";',
    "lib/high/a.ts": down,
    "lib/high/b.ts": down,
    "lib/low/c.ts": "",
    "lib/low/d.ts": 'import "./c";',
  });
  expect(said).toContain("lib: rooms: 2");
  expect(said).toContain("lib: arrows between rooms: 1");
  expect(said).toContain("lib: import circles of rooms: 0 (at most 0)");
});

test("rooms that import each other are a circle, though their files are none", () => {
  const { lines: said } = figures({
    "lib/one/a.ts": 'import "../other/b";',
    "lib/one/c.ts": "",
    "lib/other/b.ts": 'import "../one/c";',
  });
  expect(said).toContain("lib: import circles of files, types included: 0 (at most 0)");
  expect(said).toContain("circle: lib/one, lib/other");
});

test("prose is what people read: no code, no comment, no marks; a cell of a table is a sentence of its own", () => {
  const page = [
    "# Title of a page",
    "",
    "One sentence that goes on",
    "in the next line. Another one, with `code` in it!",
    "",
    "```ts",
    words(50),
    "```",
    `<!-- ${words(50)} -->`,
    "",
    "| a cell of three | and one more cell |",
    "|---|---|",
    "| too short | 1. |",
  ];
  const { lines: said } = figures({ "README.md": `${page.join("\n")}\n` });
  expect(said.filter((line) => line.startsWith("README.md:"))).toEqual([
    "README.md: lines: 13 (at most 150)",
    "README.md: words of prose: 30 (at most 1000)",
    "README.md: words of a sentence, median: 4 (at most 12)",
    "README.md: words of the longest sentence: 9 (at most 35)",
  ]);
});

test("a sentence that is too long is named with its page; the reference, which a program writes, is not read", () => {
  const { status, lines: said } = figures({
    "README.md": words(35),
    "docs/deep/page.md": `Short as it is. ${words(36)}`,
    "docs/api.md": words(99),
  });
  expect(status).toBe(1);
  expect(said).toContain("README.md: words of the longest sentence: 35 (at most 35)");
  expect(said).toContain("README.md and docs: words of the longest sentence: 36 (at most 35) BROKEN");
  expect(said.at(-1)).toBe(`docs/deep/page.md: 36 words: ${words(36)}`);
});

test("words that make a reader stop are named with their file", () => {
  const { status, lines: said } = figures({
    "docs/page.md": "It can not be, by now.",
    "lib/a.ts": "// Whence it came; nobody recommends it.\n",
  });
  expect(status).toBe(1);
  expect(said.slice(-3)).toEqual(['docs/page.md: "can not"', 'docs/page.md: "by now"', 'lib/a.ts: "Whence"']);
});
