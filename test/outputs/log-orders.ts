import { cdktfWouldAct } from "../hook/stage";

/** The commands that GitHub's runner knows (ActionCommandManager.cs); they are found in any case. */
const GITHUB =
  /^(?:internal-set-repo-path|set-env|set-output|save-state|add-path|add-mask|add-matcher|remove-matcher|warning|error|notice|debug|group|endgroup|echo|stop-commands)$/i;

/**
 * What of an output something would obey, each with its line: the logs of CI systems as their sources read them, the terminal, and
 * cdktf. Lines are also read as Terraform may wrap them.
 */
export function ordersIn(output: string): string[] {
  const lines = output.split("\n");
  return [
    ...lines.filter(hasCommand),
    ...lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(line)),
    ...(cdktfWouldAct(output) ? [output] : []),
  ].map((line) => JSON.stringify(line));
}

/** Of all that is obeyed in a log; what a terminal does is left out. */
export function hasCommand(line: string): boolean {
  return (
    // Stricter than each of them: any word, anywhere.
    /##[\w.-]*\[|@@[\w.-]*\[|(?:fold|time):(?:start|end):/i.test(line) ||
    // `^(?:---|\+\+\+|~~~)\s(.+)?$`, and `^\^\^\^\s+\+\+\+`; the heading of a failure is ours.
    (/^(?:---|\+\+\+|~~~|\^\^\^)\s/.test(line) &&
      !/^--- (?:archive|restore) of group [0-9a-f]{32}: /.test(line)) ||
    wrappings(line).some(isGitHubCommand)
  );
}

/** As a line may begin once it was wrapped. */
function wrappings(line: string): string[] {
  return [line, ...[...line.matchAll(/\s(?=::)/g)].map(({ index }) => line.slice(index))];
}

function isGitHubCommand(line: string): boolean {
  const [, name] = /^\s*::(.*?)::/s.exec(line) ?? [];
  return name !== undefined && GITHUB.test(name.split(" ")[0] ?? "");
}
