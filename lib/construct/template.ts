import { wellFormed } from "../common/clean";

/** How tokens of the synth begin (packages/cdktf/lib/tokens/private/encoding.ts). */
const TOKENS = /([$#&]\{TfToken)\[/g;

/**
 * A literal as Terraform reads it back: `${` and `%{` would start an expression. What looks like a token is broken, because the
 * synth looks for those in every text, and ends when it does not know one; so is half a surrogate pair, which Terraform cannot read.
 */
export function escapeTemplate(text: string): string {
  return wellFormed(text)
    .replace(TOKENS, "$1·[")
    .replace(/[$%](?=\{)/g, "$&$&");
}

/** A literal as a string inside of a Terraform expression. */
export function quoteForExpression(text: string): string {
  return escapeTemplate(JSON.stringify(wellFormed(text)));
}
