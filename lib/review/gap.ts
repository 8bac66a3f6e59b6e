import type { Warning } from "./warnings";

/** Something that a review does not see. With any of it, nobody may take the review for an all-clear. */
export interface Gap {
  /** For the headline. */
  readonly sentence: string;
  /** What it is about, one by one. */
  readonly details: readonly Warning[];
}

/** A gap, with its details as warnings. */
export function gap(sentence: string, details: readonly string[] = []): Gap {
  return { sentence, details: details.map((detail) => ({ sentence: detail })) };
}
