/** Cuts a text to a number of bytes in UTF-8, at a whole character. */
export function shorten(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) {
    return text;
  }
  const kept = Buffer.from(text).subarray(0, mostBytes - Buffer.byteLength("…"));
  return `${kept.toString("utf8").replace(/\ufffd$/, "")}…`;
}
