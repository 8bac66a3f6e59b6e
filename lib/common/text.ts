/** A number with its noun, in the plural where it takes one. */
export function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? "" : "s"}`;
}

/** Cuts a text to a number of bytes in UTF-8, at a whole character. */
export function shorten(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) {
    return text;
  }
  const kept = Buffer.from(text).subarray(0, mostBytes - Buffer.byteLength("…"));
  return `${kept.toString("utf8").replace(/\ufffd$/, "")}…`;
}

/** One word of a command that people are told to run; quoted where a POSIX shell would make something else of it. */
export function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The first of a list, and how many more there are. */
export function firstOf(items: readonly string[], most: number): string[] {
  const more = items.length - most;
  return [...items.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])];
}
