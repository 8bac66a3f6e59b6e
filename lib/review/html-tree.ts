import { count } from "../common/text";
import type { ImpactGroup, ImpactServer } from "../contract/impact";
import { serverFacts } from "./amounts";
import { type Html, html } from "./html-text";
import { countServers, showsServers } from "./reach";

/** With more servers than this below it, a group is shown closed. */
const MOST_OPEN = 50;

/** A group as an item of a list, with everything in it; it opens and closes without a script. */
export function htmlTree(group: ImpactGroup): Html {
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
