import type { Outcome, Verdict } from "../archival/outcome";
import type { Target } from "../archival/target";
import { clean } from "./clean";

const MOST_DETAILS = 8;
const LONGEST_LINE = 160;

const HEADLINES: Record<Verdict, string> = {
  archived: "ARCHIVED",
  "already-archived": "ARCHIVED ALREADY",
  failed: "FAILED",
  unknown: "NOT KNOWN YET",
  refused: "REFUSED",
  credentials: "NO ACCESS",
};

/**
 * The last lines of a run that did not end well. Terraform shows the last 8 KiB of a failed hook, so it stays
 * under 2 KiB.
 *
 * @param journal where the next run finds what this one knew; absent when nothing was written
 * @param byTerraform whether Terraform runs this, and will mark its resource as tainted
 */
export function failureCard(
  target: Target,
  outcome: Outcome,
  { journal, byTerraform }: { readonly journal?: string; readonly byTerraform: boolean },
): string[] {
  const details = outcome.details ?? [];
  const more = details.length - MOST_DETAILS;
  const watch = `archived-group status --account ${target.accountAlias} --group ${target.groupId}`;
  const rows: [string, string | undefined][] = [
    ["", outcome.summary],
    ...details.slice(0, MOST_DETAILS).map((detail): [string, string] => ["", `- ${detail}`]),
    ["", more > 0 ? `- and ${more} more` : undefined],
    ["platform now", outcome.platformNow],
    ["run again", outcome.runAgain],
    ["operation", outcome.operation?.id],
    ["watch it with", watch],
    ["journal", journal],
    [
      "terraform",
      byTerraform ? 'marks the resource as tainted; "must be replaced" destroys no server' : undefined,
    ],
  ];
  return [
    `--- archive of group ${target.groupId}: ${HEADLINES[outcome.verdict]}`,
    ...rows.flatMap(([label, text]) =>
      text ? [`    ${label.padEnd(label ? 14 : 0)}${shorten(clean(text))}`] : [],
    ),
    "---",
  ];
}

function shorten(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE - 1)}…` : text;
}
