import { printableWith } from "../hook/printable";
import type { Reporter } from "../hook/reporter";
import type { Surroundings } from "../hook/surroundings";

/** Says once each what cannot be used: between the lines for people, and beside the one document that a program reads. */
export function warnerFor(
  { env, logFormat }: Pick<Surroundings, "env" | "logFormat">,
  reporter: Pick<Reporter, "note">,
): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (said.has(sentence)) return;
    said.add(sentence);
    if (logFormat === "text") {
      reporter.note(`warning: ${sentence}`);
    } else {
      process.stderr.write(`${printableWith(env)(`warning: ${sentence}`)}\n`);
    }
  };
}
