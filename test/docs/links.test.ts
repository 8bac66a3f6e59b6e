import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { linksOf, proseOf, ROOT } from "../page";

const PAGES = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(ROOT, path)));

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const headings = [...proseOf(read(page)).matchAll(/^#+ (.+)$/gm)];
  return headings.map(([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/\]\([^)]*\)/g, "")
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test("there are pages, with links", () => {
  expect(PAGES).toEqual(
    expect.arrayContaining(["README.md", "bench/README.md", "docs/api.md", "examples/reviewers-day.md"]),
  );
  expect(linksOf(read("README.md")).length).toBeGreaterThan(20);
});

test.each(PAGES)("every link in %s leads to something", (page) => {
  const dead = linksOf(read(page)).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : relative(ROOT, join(ROOT, dirname(page), path));
    return !existsSync(join(ROOT, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(dead).toEqual([]);
});

const pictures = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".svg"));

test.each(pictures)("the picture %s runs no script and loads nothing", (name) => {
  expect(read(join("docs", name))).not.toMatch(/<script|\son\w+=|\b(href|src)=|url\(|@import/);
});
