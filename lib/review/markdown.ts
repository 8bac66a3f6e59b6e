import { count } from "../common/text";
import { time } from "./amounts";
import { markdownGroup } from "./markdown-group";
import { plain } from "./markdown-text";
import type { Review, ReviewedGroup, Warning } from "./model";

/** A comment of GitHub holds 65,536 characters; somebody may want to put a sentence around it. */
export const MOST_BYTES = 60_000;
const MOST_WARNINGS = 20;
/** How many groups and servers are listed of each declaration: as many as fit. */
const ROWS = [50, 20, 5, 0];

/** A review for a comment of a pull request, in GitHub's Markdown; long lists are shortened. */
export function toMarkdown({ groups, headline, plannedAt, warnings }: Review): string {
  const head = ["## Archive review", "", `**${plain(headline)}**`, "", ...warningLines(warnings)];
  const foot = plannedAt === undefined ? [] : [`Plan of ${plain(time(plannedAt))}.`];
  const write = (sections: readonly string[]): string =>
    `${[...head, ...sections, ...foot].join("\n").trimEnd()}\n`;
  for (const rows of ROWS) {
    const text = write(groups.map((group) => section(group, rows)));
    if (fits(text)) return text;
  }
  const short = groups.map((group) => section(group, 0));
  const room = MOST_BYTES - Buffer.byteLength(write([omitted(groups.length)]));
  const shown = asManyAsFit(short, room);
  return write([...short.slice(0, shown), omitted(groups.length - shown)]);
}

function section(group: ReviewedGroup, rows: number): string {
  return markdownGroup(group, rows).join("\n");
}

function omitted(many: number): string {
  return `… and ${count(many, "more group")}; \`archived-group review --format html\` shows all.\n`;
}

function asManyAsFit(sections: readonly string[], room: number): number {
  let left = room;
  const tooMuch = sections.findIndex((text) => {
    left -= Buffer.byteLength(text) + 1;
    return left < 0;
  });
  return tooMuch < 0 ? sections.length : tooMuch;
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_BYTES;
}

function warningLines(warnings: readonly Warning[]): string[] {
  if (warnings.length === 0) return [];
  const shown = warnings.slice(0, MOST_WARNINGS);
  const more = warnings.length - shown.length;
  return [
    "> [!WARNING]",
    ...shown.map(
      ({ about, sentence }) => `> - ${about === undefined ? "" : `${plain(about)}: `}${plain(sentence)}`,
    ),
    ...(more > 0 ? [`> - … and ${count(more, "more warning")}`] : []),
    "",
  ];
}
