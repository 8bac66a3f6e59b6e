/** The word that somebody probably meant: one that contains what was written, or is a few letters away from it. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const text = written.toLowerCase().slice(0, 40);
  if (text === "") return undefined;
  const scored = words.map((word) => ({ word, distance: distance(text, word.toLowerCase()) }));
  const containing = text.length > 2 ? scored.filter(({ word }) => word.toLowerCase().includes(text)) : [];
  const close = scored.filter((one) => one.distance <= Math.floor(text.length / 3));
  const [best] = [...close, ...containing].sort((a, b) => a.distance - b.distance);
  return best?.word;
}

/** How many letters have to be put in, taken out or changed. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] as number) + (to[column - 1] === letter ? 0 : 1);
      next.push(Math.min(change, (row[column] as number) + 1, (next[column - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
