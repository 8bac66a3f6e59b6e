/** A literal as Terraform reads it back: `${` and `%{` would start an expression. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/** A literal as a string inside of a Terraform expression. */
export function quoteForExpression(text: string): string {
  return escapeTemplate(JSON.stringify(text));
}
