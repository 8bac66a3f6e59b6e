import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "..");

/** A page of the documentation, such as `docs/cli.md`. */
export class Page {
  readonly text: string;

  constructor(private readonly path: string) {
    this.text = readFileSync(join(ROOT, path), "utf8");
  }

  /** The code block below a comment. */
  blockOf(comment: string): string {
    const [, block] = this.text.split(`<!-- ${comment} -->\n`)[1]?.match(/^```\w*\n([\s\S]*?)```/) ?? [];
    if (block === undefined) {
      throw new Error(`${this.path} has no code block below the comment "${comment}"`);
    }
    return block;
  }

  /** The rows of the table whose head is this, each as its cells. */
  table(head: string): string[][] {
    const [, after] = this.text.split(`\n${head}\n`);
    if (after === undefined) {
      throw new Error(`${this.path} has no table with the head "${head}"`);
    }
    const [rows = ""] = after.split("\n\n");
    return rows
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((row) =>
        row
          .slice(2, -1)
          .split(" | ")
          .map((cell) => cell.trim()),
      );
  }
}

/** Without code blocks, whose brackets are not links. */
export const proseOf = (page: string): string => page.replace(/^```[\s\S]*?^```$/gm, "");

/** What the links and pictures of a page lead to, other than other sites. */
export function linksOf(page: string): string[] {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|\bsrc="([^"]+)"/g)];
  return links.map(([, link, source]) => link ?? source ?? "").filter((link) => !/^\w+:/.test(link));
}
