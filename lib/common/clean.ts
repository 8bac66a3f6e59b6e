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
 * What CI systems obey when it is in a log.
 * - `##[…`, `##vso[…`: GitHub's runner (ActionCommand.TryParse) and Azure's agent (Command.TryParse), anywhere; TeamCity and Octopus
 *   (service messages). `@@continua[`: Continua CI.
 * - `::command`: GitHub's runner at the start of a line, after white space (ActionCommand.TryParseV2). Terraform wraps lines, so that
 *   any word may come to stand there. No command is called what an IPv6 address may be.
 * - `fold:start:`, `time:end:`: Travis CI, anywhere (travis-web, log-line).
 * - `--- `, `+++ `, `~~~ `, `^^^ +++` at the start of a line: headings of Buildkite (agent, header_times_streamer.go).
 */
export const ORDERS =
  /##(?=[\w.-]*\[)|@@(?=[\w.-]*\[)|(?<!\S)::(?=[a-z][\w-]*(?:::|\s|$))(?![\da-f]+(?:\s|$))|(?:fold|time)(?=:(?:start|end):)|^(?:---|\+\+\+|~~~|\^\^\^)(?=\s|$)/giu;

/** Nothing that people name is longer, and no sentence with a command in it. */
const LONGEST = 600;

/**
 * Makes text from outside fit to print: one line, well-formed, without control characters or escape sequences, with none of the
 * phrases that cdktf acts on and no command that the log of a CI system obeys. What would be obeyed stays readable: a dot in the
 * middle breaks it.
 *
 * @example
 * clean("##vso[task.setvariable variable=A]b"); // "#·#vso[task.setvariable variable=A]b"
 */
export function clean(text: string): string {
  return wellFormed(text)
    .replace(SEQUENCES, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(PHRASES, broken)
    .replace(ORDERS, broken);
}

function broken(phrase: string): string {
  return `${phrase[0]}·${phrase.slice(1)}`;
}

/** Makes text of a plan fit to show: as {@link clean} does, with indented lines one after the other, and not endless. */
export function oneLine(text: string): string {
  // Nothing that is taken out of it is worth more work than this.
  const line = clean(text.slice(0, 4 * LONGEST).replace(/[\r\n]\s*/g, " ")).trim();
  const characters = [...line];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : line;
}

/**
 * Replaces each half of a surrogate pair, which no encoding can carry: Terraform cannot read a file that holds one (measured:
 * "Invalid assert expression", Terraform 1.11.4).
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}
