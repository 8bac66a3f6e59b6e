/**
 * Phrases that make cdktf 0.21 believe that Terraform asks or answers something; a group may be called so.
 * (packages/@cdktf/cli-core/src/lib/models/deploy-machine.ts, handleLineReceived)
 */
const PHRASES =
  /(approved|discarded|overridden) using the UI or API|Do you (want|really want) to|Enter a (?=value:)|\bvar\.(?=\S)/gi;

/**
 * Makes text from outside fit to print: one line, no control characters or escape sequences, none of the phrases
 * that cdktf acts on.
 */
export function clean(text: string): string {
  return text
    .replace(/\u001b\[[0-?]*[ -/]*[@-~]/g, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(PHRASES, (phrase) => `${phrase[0]}·${phrase.slice(1)}`);
}
