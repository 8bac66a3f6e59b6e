/** Keeps two characters apart and is not seen: what bots put behind the @ of those whom they only name. */
const APART = "\u200b";

/**
 * A text as Markdown that shows it, whatever it holds: no markup, no HTML, no link, and nobody is mentioned.
 *
 * @see https://github.github.com/gfm/#backslash-escapes
 */
export function plain(text: string): string {
  return (
    text
      // These become links after backslashes are gone.
      .replace(/@|#|:(?=\/\/)|\bwww(?=\.)|\bGH(?=-)|\bmailto(?=:)|\bxmpp(?=:)/gi, `$&${APART}`)
      .replace(/[\\`*_[\]<>&|~$#!]/g, "\\$&")
      // These begin a list or underline a heading.
      .replace(/^[-+=]/, "\\$&")
      .replace(/^(\d{1,9})([.)])/, "$1\\$2")
  );
}

/** A text as code, in which nothing is markup; not for tables, where a bar would end the cell. */
export function code(text: string): string {
  if (text === "") return "(empty)";
  const fence = longerThan("`", text, 1);
  const inside = /^`|`$|^ .* $/.test(text) ? ` ${text} ` : text;
  return fence + inside + fence;
}

/** Lines as a block of code. */
export function codeBlock(lines: readonly string[]): string[] {
  const fence = longerThan("`", lines.join("\n"), 3);
  return [`${fence}text`, ...lines, fence];
}

function longerThan(character: string, text: string, atLeast: number): string {
  const runs = text.match(new RegExp(`${character}+`, "g")) ?? [];
  return character.repeat(Math.max(atLeast, ...runs.map(({ length }) => length + 1)));
}
