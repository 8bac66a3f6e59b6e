/** Escape sequences of terminals (ECMA-48), in 7 and in 8 bits: CSI with its parameters, and whole control strings. */
const SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[PX\]^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)/g;

/**
 * Phrases that make cdktf 0.21 believe that Terraform asks or answers something, or that a resource has changed; a
 * group may be called so.
 * (packages/@cdktf/cli-core/src/lib/models/deploy-machine.ts, handleLineReceived, and src/lib/output.ts)
 */
const PHRASES =
  /(approved|discarded|overridden) using the UI or API|Do you (want|really want) to|Enter a (?=value:)|\bvar\.(?=\S)|(Creating|Modifying|Destroying)(?=...)|(Creation|Modifications|Destruction) (?=complete)/gi;

/**
 * Makes text from outside fit to print: one line, no control characters or escape sequences, none of the phrases
 * that cdktf acts on.
 */
export function clean(text: string): string {
  return text
    .replace(SEQUENCES, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(PHRASES, (phrase) => `${phrase[0]}·${phrase.slice(1)}`);
}
