/** A number with its noun, in the plural where it takes one. */
export function count(many: number, noun: string): string {
  return `${many} ${noun}${many === 1 ? "" : "s"}`;
}
