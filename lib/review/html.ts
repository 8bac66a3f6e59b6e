import { createHash } from "node:crypto";
import { count } from "../plural";
import { money, time } from "./amounts";
import { htmlGroup } from "./html-group";
import { Html, html } from "./html-text";
import type { Review } from "./review";
import { STYLE } from "./style";
import type { Warning } from "./warnings";

/** The page asks nobody for anything and runs nothing, whatever a name in it looks like. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** A review as one page that needs no other file. */
export function toHtml(review: Review): string {
  const { groups, headline, plannedAt, warnings } = review;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(review)}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>Archive review</h1>
<p class="lead">${headline}</p>
${figures(review)}
</header>
<main>
${warnings.length > 0 ? warningSection(warnings) : undefined}
${groups.map(htmlGroup)}
</main>
${plannedAt === undefined ? undefined : html`<footer><p>Plan of ${time(plannedAt)}</p></footer>`}
</body>
</html>
`.source;
}

function titleOf({ archive, restore }: Review): string {
  const parts = [
    ...(archive.groups > 0 ? [`${count(archive.groups, "group")} to archive`] : []),
    ...(restore.groups > 0 ? [`${count(restore.groups, "group")} to restore`] : []),
  ];
  return `Archive review: ${parts.length > 0 ? parts.join(", ") : "nothing to archive"}`;
}

/** The numbers of what is archived; those of a plan that only restores are in its headline. */
function figures({ archive: { groups, subGroups, servers, monthlyEstimate } }: Review): Html | undefined {
  if (groups === 0) return undefined;
  const all: [string, string][] = [
    [String(groups), groups === 1 ? "group" : "groups"],
    [String(subGroups), subGroups === 1 ? "sub-group" : "sub-groups"],
    [servers.toLocaleString("en-US"), servers === 1 ? "server" : "servers"],
    [monthlyEstimate === undefined ? "not known" : money(monthlyEstimate), "a month today"],
  ];
  return html`<ul class="figures">
${all.map(([figure, what]) => html`<li><b>${figure}</b> ${what}</li>`)}
</ul>`;
}

function warningSection(warnings: readonly Warning[]): Html {
  return html`<section class="warnings" aria-labelledby="warnings">
<h2 id="warnings">${count(warnings.length, "warning")}</h2>
<ul>
${warnings.map(({ about, sentence }) => html`<li>${about === undefined ? undefined : html`<b>${about}</b> `}${sentence}</li>`)}
</ul>
</section>`;
}
