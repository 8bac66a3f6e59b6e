/** The texts in backquotes. */
export function quotes(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, quote = ""]) => quote);
}

/** As a regular expression: “…” stands for anything within a line, and alone in a line for any lines. */
export function patternOf(text: string): string {
  const lines = text.split("\n").map((line) => {
    const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return line.trim() === "…" ? "(?:.*\\n)*?.*" : parts.join(".*");
  });
  return lines.join("\n");
}

/** Every text in backquotes was printed. */
export function expectQuoted(cell: string, output: string): void {
  expect(quotes(cell)).not.toEqual([]);
  for (const text of quotes(cell)) {
    expect(output).toMatch(new RegExp(patternOf(text)));
  }
}
