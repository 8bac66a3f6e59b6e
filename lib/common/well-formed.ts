/**
 * Replaces each half of a surrogate pair, which no encoding can carry: Terraform cannot read a file that holds one (measured:
 * "Invalid assert expression", Terraform 1.11.4).
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
