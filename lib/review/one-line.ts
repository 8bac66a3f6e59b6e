/** Nothing that people name is longer, and no sentence with a command in it. */
const LONGEST = 600;

/**
 * Makes text of a plan fit to show: one line, not endless, without control characters and without the invisible ones
 * that turn the direction of reading or hide a part of the text.
 */
export function oneLine(text: string): string {
  const line = text
    // No run of them is worth more work than this.
    .slice(0, 4 * LONGEST)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+ */gu, " ")
    .trim();
  const characters = [...line];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : line;
}
