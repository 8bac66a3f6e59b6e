import { clean } from "./clean";

/** Nothing that people name is longer, and no sentence with a command in it. */
const LONGEST = 600;

/** Makes text of a plan fit to show: as {@link clean} does, with indented lines one after the other, and not endless. */
export function oneLine(text: string): string {
  // Nothing that is taken out of it is worth more work than this.
  const line = clean(text.slice(0, 4 * LONGEST).replace(/[\r\n]\s*/g, " ")).trim();
  const characters = [...line];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : line;
}
