const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML that is put into a page as it is: only {@link html} makes it. */
export class Html {
  constructor(readonly source: string) {}
}

/** What may stand in a template: HTML as it is, text escaped, `undefined` as nothing. */
type Part = Html | readonly Html[] | string | number | undefined;

/**
 * Writes HTML. Texts that are put in become text, never markup; attributes have to be quoted.
 *
 * @example
 * html`<li title="${group.id}">${group.name}</li>`;
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + sourceOf(parts[index])).join(""));
}

function sourceOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.source;
  if (typeof part === "object") return part.map(({ source }) => source).join("\n");
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
