/** A program of this package in a command that somebody wrote. */
export interface Run {
  /** Such as `archived-group archive`. */
  readonly command: string;
  /** Absent when the command does not name them as literals. */
  readonly accountAlias?: string;
  readonly groupId?: string;
}

/** The command line or the hook as one word of a command, with its path and its version. */
const PROGRAM =
  /^(?:.*[/\\])?(?:(?<tool>(?:cdktf-)?archived-group)(?:\.\w+)?(?:@[^/\\]*)?|(?<hook>hook\.cjs))$/i;
/** All commands of the command line; the hook has the first two. */
const VERBS = [
  "archive",
  "restore",
  "status",
  "survey",
  "pin",
  "drift",
  "review",
  "receipts",
  "emulate",
  "provider",
];
/** What ends a command in a shell. A line may go on after a sign of its own in sh, cmd and PowerShell. */
const GOES_ON = /[\\^`]\r?\n/g;
const ENDS = /[;&|\n()]+/;
const BETWEEN_WORDS = /[\s"'`=,{}[\]]+/;

/** Finds programs of this package in the text of a command, whatever starts them: a shell, `npx`, `node`. */
export function runsIn(text: string): Run[] {
  return text.replace(GOES_ON, " ").split(ENDS).flatMap(runsOf);
}

function runsOf(command: string): Run[] {
  const words = command.split(BETWEEN_WORDS);
  const programs = words.flatMap((word, index) => {
    const found = PROGRAM.exec(word)?.groups;
    return found ? [{ index, isHook: found.hook !== undefined }] : [];
  });
  return programs.flatMap(({ index, isHook }, which) => {
    const after = words.slice(index + 1, programs[which + 1]?.index);
    const verb = after.find((word) => VERBS.includes(word));
    // `hook.cjs` is anybody's name; and `npx -p cdktf-archived-group archived-group` names the package first.
    const isAnother = isHook || which + 1 < programs.length;
    if (verb === undefined && isAnother) return [];
    const program = isHook ? "hook.cjs" : "archived-group";
    const accountAlias = flagOf("--account", after, /^[a-z0-9]{1,20}$/i);
    const groupId = flagOf("--group", after, /^[0-9a-f]{32}$/i);
    return [
      {
        command: verb === undefined ? program : `${program} ${verb}`,
        ...(accountAlias !== undefined && { accountAlias }),
        ...(groupId !== undefined && { groupId }),
      },
    ];
  });
}

function flagOf(flag: string, words: readonly string[], shape: RegExp): string | undefined {
  const index = words.indexOf(flag);
  const value = index < 0 ? undefined : words[index + 1];
  return value !== undefined && shape.test(value) ? value : undefined;
}
