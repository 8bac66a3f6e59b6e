import { createHash } from "node:crypto";
import { count } from "../common/text";
import { money, number, time } from "./amounts";
import { htmlGroup } from "./html-group";
import { Html, html } from "./html-text";
import type { Review, Warning } from "./model";
import { STYLE } from "./style";

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

function titleOf({ archive, notReviewed, restore }: Review): string {
  const parts = [
    ...(archive.groups > 0 ? [`${count(archive.groups, "group")} to archive`] : []),
    ...(restore.groups > 0 ? [`${count(restore.groups, "group")} to restore`] : []),
  ];
  const nothing = notReviewed.length > 0 ? "not all of the plan is reviewed" : "nothing to archive";
  return `Archive review: ${parts.length > 0 ? parts.join(", ") : nothing}`;
}

/** The numbers of what is archived; those of a plan that only restores are in its headline. */
function figures({ archive }: Review): Html | undefined {
  const { groups, notSurveyed, subGroups, servers, monthlyEstimate } = archive;
  if (groups === 0) return undefined;
  const known = (figure: string | undefined): string => {
    if (figure === undefined || notSurveyed === groups) return "not known";
    return notSurveyed > 0 ? `${figure} or more` : figure;
  };
  const noun = (many: number, one: string): string => (many === 1 && notSurveyed === 0 ? one : `${one}s`);
  const all: [string, string][] = [
    [number(groups), groups === 1 ? "group" : "groups"],
    [known(number(subGroups)), noun(subGroups, "sub-group")],
    [known(servers === undefined ? undefined : number(servers)), noun(servers ?? 0, "server")],
    [known(monthlyEstimate === undefined ? undefined : money(monthlyEstimate)), "a month today"],
  ];
  return html`<ul class="figures">
${all.map(([figure, what]) => html`<li><b>${figure}</b> ${what}</li>`)}
</ul>`;
}

function warningSection(warnings: readonly Warning[]): Html {
  return html`<section class="warnings" aria-labelledby="warnings">
<h2 id="warnings">${count(warnings.length, "warning")}</h2>
<ul>
${warnings.map(({ about, sentence }) => html`<li>${about === undefined ? undefined : html`<b>${about}:</b> `}${sentence}</li>`)}
</ul>
</section>`;
}
