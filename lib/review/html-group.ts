import { count } from "../common/text";
import type { GuardrailResult, Impact, ImpactGroup, ImpactServer } from "../contract/impact";
import { costSentences, serverFacts, time } from "./amounts";
import { type Html, html } from "./html-text";
import type { ReviewedGroup } from "./model";
import { countServers, showsServers } from "./reach";

/** The section of one declared group. */
export function htmlGroup(group: ReviewedGroup, index: number): Html {
  const { action, card, does, impact, notes, title } = group;
  const id = `group-${index + 1}`;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title} <span class="badge ${action}">${does}</span></h2>
${notes.map((note) => html`<p class="note">${note}</p>`)}
<dl>
${[...identity(group), ...(impact ? facts(impact) : [])].map(([term, what]) => html`<div><dt>${term}</dt><dd>${what}</dd></div>`)}
</dl>
${impact && impact.guardrails.length > 0 ? guardrails(impact.guardrails) : undefined}
${
  impact &&
  html`<h3>Groups and servers</h3>
<ul class="tree">${htmlTree(impact.group)}</ul>`
}
${
  card &&
  html`<h3>Card in the plan</h3>
<pre>${card.join("\n")}</pre>`
}
</section>`;
}

type Fact = readonly [term: string, what: string | Html];

function identity({ accountAlias, address, groupId }: ReviewedGroup): Fact[] {
  const notShown = "not shown by the plan";
  return [
    ["Group", groupId === undefined ? notShown : html`<code>${groupId}</code>`],
    ["Account", accountAlias ?? notShown],
    ["Declared as", html`<code>${address}</code>`],
  ];
}

function facts({ changed, cost, endpoint, group, locationId, path, seenAt, source }: Impact): Fact[] {
  const [today, afterwards] = cost ? costSentences(cost) : ["not known", undefined];
  const seen = source === "pin" ? "As pinned" : "Surveyed";
  return [
    ["Path", [...(locationId === undefined ? [] : [locationId]), ...path, group.name].join(" › ")],
    ["Costs", today],
    ...(afterwards === undefined ? [] : [["Archived", afterwards] as const]),
    ...(changed ? [["Last change", `${time(changed.at)}, by ${changed.by}`] as const] : []),
    [seen, html`${time(seenAt)}, on <code>${endpoint}</code>`],
  ];
}

function guardrails(results: readonly GuardrailResult[]): Html {
  return html`<h3>Guardrails</h3>
<ul class="guardrails">
${results.map(
  ({ name, passes, sentence }) =>
    html`<li><span class="badge ${passes ? "pass" : "refuse"}">${passes ? "passes" : "refuses"}</span> <b>${name}</b> ${sentence}</li>`,
)}
</ul>`;
}

/** With more servers than this below it, a group is shown closed. */
const MOST_OPEN = 50;

/** A group as an item of a list, with everything in it; it opens and closes without a script. */
function htmlTree(group: ImpactGroup): Html {
  const { groups, name, servers, status, unlisted } = group;
  const all = countServers(group);
  const open = all <= MOST_OPEN ? " open" : "";
  const inside = html`${
    servers.length > 0
      ? html`<ul class="servers">
${servers.map(serverRow)}
</ul>`
      : undefined
  }${
    unlisted
      ? html`<p class="soft">${count(unlisted, "server")} that the platform counts but does not list</p>
`
      : undefined
  }${
    groups.length > 0
      ? html`<ul>
${groups.map(htmlTree)}
</ul>`
      : undefined
  }`;
  const scale = showsServers(group) ? count(all, "server") : "";
  return html`<li><details${open}><summary><b>${name}</b> ${statusBadge(status)} <span class="soft">${scale}</span></summary>
${inside}
</details></li>`;
}

function serverRow(server: ImpactServer): Html {
  const facts = serverFacts(server).map((fact) => html`<span class="soft">${fact}</span>`);
  return html`<li><code>${server.name}</code> ${statusBadge(server.status) ?? html`<span></span>`} ${facts}</li>`;
}

function statusBadge(status: string | undefined): Html | undefined {
  if (status === undefined) return undefined;
  return html`<span class="badge ${status === "active" ? "active" : "rest"}">${status}</span>`;
}
