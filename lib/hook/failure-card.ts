import type { Outcome, Verdict } from "../archival/outcome";
import type { ActionName } from "../archival/platform";
import type { Target } from "../archival/target";
import { shorten } from "../common/text";
import type { Printable } from "./printable";

/** Terraform shows the last 8 KiB of a failed hook; the card takes a quarter of that at most. */
const MOST_BYTES = 2_000;
const MOST_DETAILS = 8;
const LONGEST = { summary: 400, detail: 120, row: 220 };

const HEADLINES: Record<Verdict, string> = {
  archived: "ARCHIVED",
  "already-archived": "ARCHIVED ALREADY",
  restored: "RESTORED",
  "already-active": "ACTIVE ALREADY",
  "left-alone": "LEFT ALONE",
  failed: "FAILED",
  unknown: "NOT KNOWN YET",
  refused: "REFUSED",
  credentials: "NO ACCESS",
};

/** What Terraform makes of a provisioner that failed. */
const TERRAFORM = {
  archive:
    'marks the resource as tainted; "must be replaced" destroys no server, and a destroy now restores nothing',
  restore: "marks the resource as tainted; the next deploy runs this again, a destroy now would run nothing",
  destroy:
    'keeps the resource in its state; the next destroy or replacement runs this again, unless onDestroy is "retain" by then',
};

/** What a run was for, and what it leaves behind. */
export interface Whereabouts {
  readonly action: ActionName;
  /** Where the next run finds what this one knew; absent when nothing is open. */
  readonly journal?: string;
  /** Where the final record lies; absent when there is none. */
  readonly receipt?: string;
  /** Where Terraform runs this: at creation, which archives or restores, or at destruction. */
  readonly terraform?: keyof typeof TERRAFORM;
}

/** The last lines of a run that did not end well. */
export function failureCard(
  target: Target,
  outcome: Outcome,
  { action, journal, receipt, terraform }: Whereabouts,
  printable: Printable,
): string[] {
  const head = [
    `--- ${action} of group ${target.groupId}: ${HEADLINES[outcome.verdict]}`,
    `    ${shorten(printable(outcome.summary), LONGEST.summary)}`,
  ];
  const rows: [string, string | undefined][] = [
    ["platform now", outcome.platformNow],
    ["run again", outcome.runAgain],
    ["operation", outcome.operation?.id],
    ["watch it with", `archived-group status --account ${target.accountAlias} --group ${target.groupId}`],
    ["journal", journal],
    ["receipt", receipt],
    ["read", "docs/operations.md in the package cdktf-archived-group"],
    ["terraform", terraform && TERRAFORM[terraform]],
  ];
  const tail = rows.flatMap(([label, text]) =>
    text ? [`    ${label.padEnd(14)}${shorten(printable(text), LONGEST.row)}`] : [],
  );
  const details = (outcome.details ?? []).map(
    (detail) => `    - ${shorten(printable(detail), LONGEST.detail)}`,
  );
  return [...head, ...asManyAsFit(details, MOST_BYTES - bytes([...head, ...tail])), ...tail, "---"];
}

function asManyAsFit(details: readonly string[], mostBytes: number): string[] {
  let fitting = Math.min(details.length, MOST_DETAILS);
  while (fitting > 0 && bytes(details.slice(0, fitting)) > mostBytes) {
    fitting -= 1;
  }
  const more = details.length - fitting;
  return [...details.slice(0, fitting), ...(more > 0 ? [`    - and ${more} more`] : [])];
}

/** With the newline after each. */
function bytes(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
