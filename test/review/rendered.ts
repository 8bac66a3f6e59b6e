/** A part of a Markdown text, as markdown-it tells it apart. */
export interface Token {
  readonly type: string;
  readonly tag: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}

// It brings no types of its own.
const markdown: {
  parse(text: string, environment: object): Token[];
  linkify: { set(options: object): void };
} = require("markdown-it")({ html: true, linkify: true });
// Of what has no scheme, GitHub makes a link only where it begins with `www.` or is an e-mail address in plain ASCII.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });

/** What a Markdown text is made of, with HTML and links as GitHub allows them. */
export function tokensOf(text: string): Token[] {
  return markdown.parse(text, {});
}
