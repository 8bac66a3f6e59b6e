/** What a text holds of JSON objects that stand in it. */
export interface Found {
  readonly objects: readonly object[];
  /** Whether one begins as those of Terraform do, and is not a JSON object to its end. */
  readonly isBroken: boolean;
}

/** At the beginning of a line, or behind what somebody put in front of each line: as objects of Terraform begin. */
const BEGINNING = /^[ \t]*\{|\{(?=\s*"(?:format_version|@level)"\s*:)/gm;
const OF_TERRAFORM = /^[ \t]*\{\s*"format_version"/;
/** Commands to GitHub's runner; they may repeat what was printed, spelled in another way. */
const RUNNER_COMMANDS = /^::.*$/gm;
/** After so many lines that begin like JSON and are none, nobody has to look further. */
const MOST_FAILURES = 50;

/** Finds the JSON objects in a text with lines of others around them, such as logs. Each is found once. */
export function jsonIn(text: string): Found {
  const found = new Map<string, object>();
  const lines = text.replace(RUNNER_COMMANDS, "");
  const beginning = new RegExp(BEGINNING);
  let failures = 0;
  for (let match = beginning.exec(lines); match && failures < MOST_FAILURES; match = beginning.exec(lines)) {
    const start = match.index;
    const json = lines.slice(start, endOf(lines, start));
    const object = parsed(json);
    if (object) {
      found.set(json, object);
      beginning.lastIndex = start + json.length;
    } else {
      if (OF_TERRAFORM.test(json.slice(0, 200))) return { objects: [...found.values()], isBroken: true };
      failures += 1;
    }
  }
  return { objects: [...found.values()], isBroken: false };
}

function parsed(json: string): object | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Where the object that begins there ends: behind the brace that closes it, or at the end of the text. */
function endOf(text: string, start: number): number {
  const signs = /["\\{}]/g;
  signs.lastIndex = start;
  let depth = 0;
  let isInText = false;
  for (let match = signs.exec(text); match; match = signs.exec(text)) {
    const [sign] = match;
    if (sign === "\\") signs.lastIndex += 1;
    else if (sign === '"') isInText = !isInText;
    else if (!isInText) depth += sign === "{" ? 1 : -1;
    if (depth === 0) return match.index + 1;
  }
  return text.length;
}
