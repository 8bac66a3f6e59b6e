import { jsonText } from "../common/json-text";
import { toHtml } from "./html";
import { toMarkdown } from "./markdown";
import type { Review } from "./model";

/** What a review can be written as. */
export const FORMATS = {
  markdown: toMarkdown,
  json: (review: Review): string => `${jsonText(review, 2)}\n`,
  html: toHtml,
} as const satisfies Record<string, (review: Review) => string>;

export type Format = keyof typeof FORMATS;
