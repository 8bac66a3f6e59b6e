import type { OutgoingHttpHeaders } from "node:http";
import { formatMs, parseMs } from "./duration";
import { EmulatorError } from "./emulator-error";
import { checkRule, type FaultEffect, type FaultRule, timesOf } from "./faults";
import { nearest } from "./nearest";
import { ROUTE_NAMES } from "./router";

/**
 * Faults in one line of text, as the command line takes them:
 *
 *     route ":" effect [ "(" argument { "," argument } ")" ] [ "*" times ] [ "@" let through first ] [ "~" probability ]
 *
 * `getStatus:429(retry-after=5)*2@3` answers 429 to two polls after the first three.
 */

/** A value in brackets: text as it stands, or anything that JSON can hold. */
type Value = { readonly bare: string } | { readonly json: unknown };
type Arguments = ReadonlyMap<string, Value>;

/** One word for what goes wrong. */
export interface FaultWord {
  /** `NNN` stands for any status. */
  readonly word: string;
  /** The names of its arguments; the first one may be given without its name. */
  readonly takes: readonly string[];
  readonly example: string;
  readonly about: string;
}

interface Word extends FaultWord {
  readonly read: (args: Arguments) => FaultEffect;
}

const WORDS: readonly Word[] = [
  {
    word: "NNN",
    takes: ["retry-after", "body", "headers"],
    example: "getStatus:429(retry-after=5)*2@3",
    about: "this status, with the body that the service would send; not carried out",
    read: () => ({ kind: "empty" }), // the status is the word: see readStatus
  },
  {
    word: "html",
    takes: ["status"],
    example: "getGroup:html(503)",
    about: "a page as a proxy sends it, 502 unless said otherwise; not carried out",
    read: (args) => ({ kind: "html", ...optionalStatus(args) }),
  },
  {
    word: "empty",
    takes: [],
    example: "getGroup:empty",
    about: "200 with nothing in it; not carried out",
    read: () => ({ kind: "empty" }),
  },
  {
    word: "truncated",
    takes: [],
    example: "getGroup:truncated",
    about: "carried out, answered with half of the JSON",
    read: () => ({ kind: "truncated", cut: "json" }),
  },
  {
    word: "cut-off",
    takes: [],
    example: "getGroup:cut-off",
    about: "carried out, the connection breaks in the middle of the answer",
    read: () => ({ kind: "truncated", cut: "connection" }),
  },
  {
    word: "reset-before",
    takes: [],
    example: "archiveGroup:reset-before",
    about: "the connection is reset, and nothing was done",
    read: () => ({ kind: "reset", when: "before" }),
  },
  {
    word: "reset-after",
    takes: [],
    example: "archiveGroup:reset-after",
    about: "the connection is reset, but it was done",
    read: () => ({ kind: "reset", when: "after" }),
  },
  {
    word: "hang-before",
    takes: [],
    example: "login:hang-before",
    about: "never answered, and nothing was done",
    read: () => ({ kind: "hang", when: "before" }),
  },
  {
    word: "hang-after",
    takes: [],
    example: "archiveGroup:hang-after",
    about: "never answered, but it was done",
    read: () => ({ kind: "hang", when: "after" }),
  },
  {
    word: "delay",
    takes: ["time"],
    example: "*:delay(200ms)~0.1",
    about: "carried out at once, answered after this real time",
    read: (args) => ({ kind: "delay", ms: duration(args, "time") }),
  },
  {
    word: "stale",
    takes: [],
    example: "getGroup:stale*3",
    about: "a read shows what was there before the operation that ended last",
    read: () => ({ kind: "stale" }),
  },
  {
    word: "redirect",
    takes: ["location", "status"],
    example: "getGroup:redirect(http://127.0.0.1:9/)",
    about: "to another place, 302 unless said otherwise; not carried out",
    read: (args) => ({
      kind: "redirect",
      location: text(args, "location"),
      ...optionalStatus(args),
    }),
  },
  {
    word: "unauthorized",
    takes: [],
    example: "getStatus:unauthorized@5",
    about: "401: the token is not accepted this time",
    read: () => ({ kind: "unauthorized" }),
  },
];

/** What may follow the colon of a fault, for help texts. */
export const FAULT_WORDS: readonly FaultWord[] = WORDS;

const ROUTES = ["*", ...ROUTE_NAMES] as const;
const LONGEST_TEXT = 4_096;

/**
 * Reads a fault that was written as text.
 *
 * @throws EmulatorError with one sentence that names the fault, the part that is wrong, and what to write instead
 *
 * @example
 * parseFault("archiveGroup:reset-after"); // { on: "archiveGroup", effect: { kind: "reset", when: "after" } }
 */
export function parseFault(fault: string): FaultRule {
  try {
    const rule = readFault(fault);
    checkRule(rule);
    return rule;
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    throw new EmulatorError(`fault ${quote(fault)}: ${error.message}`);
  }
}

function readFault(fault: string): FaultRule {
  if (fault.length > LONGEST_TEXT) throw new EmulatorError(`it is longer than ${LONGEST_TEXT} characters`);
  const colon = fault.indexOf(":");
  if (colon < 0) {
    throw new EmulatorError('a colon stands between route and effect, as in "getStatus:500*3"');
  }
  const on = readRoute(fault.slice(0, colon).trim());
  const [, word = "", rest = ""] = /^\s*([^\s(*@~]*)\s*([\s\S]*)$/.exec(fault.slice(colon + 1)) ?? [];
  const brackets = rest.startsWith("(") ? readArguments(rest) : { args: [], rest };
  const effect = readEffect(word, brackets.args);
  return { on, ...readOccurrence(brackets.rest), effect };
}

function readRoute(written: string): FaultRule["on"] {
  const route = ROUTES.find((name) => name.toLowerCase() === written.toLowerCase());
  if (route) return route;
  throw new EmulatorError(
    `there is no route ${quote(written)}: ${didYouMean(written, ROUTES) ?? `choose one of ${ROUTES.join(", ")}`}`,
  );
}

function readEffect(written: string, args: readonly [string | undefined, Value][]): FaultEffect {
  const isStatus = /^\d+$/.test(written);
  const word = isStatus ? WORDS[0] : WORDS.slice(1).find((one) => one.word === written.toLowerCase());
  if (!word) {
    const words = WORDS.slice(1).map((one) => one.word);
    const all = `choose a status such as 503 or one of ${words.join(", ")}`;
    throw new EmulatorError(`there is no effect ${quote(written)}: ${didYouMean(written, words) ?? all}`);
  }
  const named = nameArguments(word, written, args);
  return isStatus ? readStatus(Number(written), named) : word.read(named);
}

function nameArguments(word: Word, written: string, args: readonly [string | undefined, Value][]): Arguments {
  const named = new Map<string, Value>();
  for (const [index, [given, value]] of args.entries()) {
    const name = given?.toLowerCase() ?? (index === 0 ? word.takes[0] : undefined);
    if (name === undefined || !word.takes.includes(name)) {
      const takes = word.takes.length === 0 ? "nothing in brackets" : word.takes.join(", ");
      throw new EmulatorError(`${written} takes ${takes}, not ${quote(given ?? valueText(value))}`);
    }
    if (named.has(name)) throw new EmulatorError(`${written} takes ${name} once`);
    named.set(name, value);
  }
  return named;
}

function readStatus(status: number, args: Arguments): FaultEffect {
  const body = args.get("body");
  const headers = args.get("headers");
  if (headers && !("json" in headers && isObject(headers.json))) {
    throw new EmulatorError('headers is a JSON object such as {"Server":"proxy"}');
  }
  const all: OutgoingHttpHeaders = {
    ...(headers && "json" in headers && (headers.json as OutgoingHttpHeaders)),
    ...(args.has("retry-after") && { "Retry-After": retryAfter(args) }),
  };
  return {
    kind: "status",
    status,
    ...(body && { body: "json" in body ? body.json : literal(body.bare) }),
    ...(Object.keys(all).length > 0 && { headers: all }),
  };
}

function retryAfter(args: Arguments): number | string {
  const value = args.get("retry-after") as Value;
  return "bare" in value && /^\d{1,15}$/.test(value.bare) ? Number(value.bare) : text(args, "retry-after");
}

function readOccurrence(suffixes: string): Pick<FaultRule, "times" | "after" | "probability"> {
  const found: { times?: number; after?: number; probability?: number } = {};
  for (let rest = suffixes.trim(); rest !== ""; ) {
    const [whole = rest, sign = "", written = ""] = /^([*@~])\s*([^*@~\s]*)\s*/.exec(rest) ?? [];
    const part = sign && (SIGNS[sign as keyof typeof SIGNS] as Sign);
    if (!part) {
      throw new EmulatorError(
        `${quote(whole)} cannot stand there: write *times, @how many to let through first, or ~probability`,
      );
    }
    if (part.name in found) throw new EmulatorError(`${sign} stands there twice`);
    found[part.name] = part.read(written, `${sign}${written}`);
    rest = rest.slice(whole.length);
  }
  return found;
}

interface Sign {
  readonly name: "times" | "after" | "probability";
  readonly read: (written: string, part: string) => number;
}

const SIGNS: Record<"*" | "@" | "~", Sign> = {
  "*": {
    name: "times",
    read: (written, part) =>
      written.toLowerCase() === "all"
        ? Number.POSITIVE_INFINITY
        : readNumber(written, part, /^\d{1,15}$/, "how many requests are hit, such as *3, or *all"),
  },
  "@": {
    name: "after",
    read: (written, part) =>
      readNumber(written, part, /^\d{1,15}$/, "how many requests are let through first, such as @3"),
  },
  "~": {
    name: "probability",
    read: (written, part) =>
      readNumber(written, part, /^\d*\.?\d+(e-?\d+)?$/i, "a probability such as ~0.25"),
  },
};

function readNumber(written: string, part: string, shape: RegExp, what: string): number {
  if (!shape.test(written)) throw new EmulatorError(`${quote(part)} is not ${what}`);
  return Number(written);
}

/** The arguments from the opening bracket on, and what follows the closing one. */
function readArguments(from: string): { args: [string | undefined, Value][]; rest: string } {
  const args: [string | undefined, Value][] = [];
  let rest = from.slice(1).trimStart();
  if (rest.startsWith(")")) return { args, rest: rest.slice(1) };
  for (;;) {
    const [, name] = /^([a-z-]+)\s*=(?!=)/i.exec(rest) ?? [];
    if (name !== undefined) rest = rest.slice(rest.indexOf("=") + 1).trimStart();
    const { value, after } = /^["{[]/.test(rest) ? readJson(rest) : readBare(rest);
    args.push([name, value]);
    rest = after.slice(1).trimStart();
    if (after.startsWith(")")) return { args, rest };
    if (!after.startsWith(",")) throw new EmulatorError(`the bracket ${quote(from)} is not closed`);
  }
}

function readBare(rest: string): { value: Value; after: string } {
  const [bare = ""] = /^[^,()]*/.exec(rest) ?? [];
  return { value: { bare: bare.trim() }, after: rest.slice(bare.length) };
}

/** JSON ends where it parses; a shorter piece of it never does. */
function readJson(rest: string): { value: Value; after: string } {
  for (let end = 2; end <= rest.length; end++) {
    if (!/["}\]]/.test(rest[end - 1] as string)) continue;
    try {
      return { value: { json: JSON.parse(rest.slice(0, end)) }, after: rest.slice(end).trimStart() };
    } catch {
      // It goes on.
    }
  }
  throw new EmulatorError(`${quote(rest)} does not begin with JSON`);
}

function text(args: Arguments, name: string): string {
  const value = args.get(name);
  const found = value && ("bare" in value ? value.bare : value.json);
  if (typeof found !== "string" || found === "")
    throw new EmulatorError(`${name} is missing in the brackets`);
  return found;
}

function optionalStatus(args: Arguments): { readonly status?: number } {
  if (!args.has("status")) return {};
  const written = text(args, "status");
  return { status: readNumber(written, written, /^\d{1,6}$/, "a status such as 503") };
}

function duration(args: Arguments, name: string): number {
  if (!args.has(name)) throw new EmulatorError("how long is missing in the brackets, as in delay(200ms)");
  const written = text(args, name);
  const ms = parseMs(written);
  if (ms === undefined) throw new EmulatorError(`${quote(written)} is not a time such as 200ms, 5s or 2m`);
  return ms;
}

/**
 * Writes a rule as the text that `parseFault` reads.
 *
 * @example
 * formatFault({ on: "getStatus", times: 3, effect: { kind: "status", status: 500 } }); // "getStatus:500*3"
 */
export function formatFault(rule: FaultRule): string {
  const { on, after = 0, probability, effect } = rule;
  const times = timesOf(rule);
  const usual = probability === undefined ? 1 : Number.POSITIVE_INFINITY;
  const parts = [
    times === usual ? "" : `*${times === Number.POSITIVE_INFINITY ? "all" : times}`,
    after === 0 ? "" : `@${after}`,
    probability === undefined ? "" : `~${probability}`,
  ];
  return `${on}:${formatEffect(effect)}${parts.join("")}`;
}

function formatEffect(effect: FaultEffect): string {
  switch (effect.kind) {
    case "status": {
      const { "Retry-After": retry, ...others } = effect.headers ?? {};
      const isSimple = typeof retry === "string" || (Number.isInteger(retry) && Number(retry) >= 0);
      const headers = isSimple ? others : (effect.headers ?? {});
      return `${effect.status}${inBrackets([
        isSimple ? `retry-after=${JSON.stringify(retry)}` : "",
        effect.body === undefined ? "" : `body=${bareOrJson(effect.body)}`,
        Object.keys(headers).length === 0 ? "" : `headers=${JSON.stringify(headers)}`,
      ])}`;
    }
    case "html":
      return `html${inBrackets([effect.status === undefined ? "" : String(effect.status)])}`;
    case "truncated":
      return effect.cut === "connection" ? "cut-off" : "truncated";
    case "reset":
      return `reset-${effect.when}`;
    case "hang":
      return `hang-${effect.when ?? "before"}`;
    case "delay":
      return `delay(${formatMs(effect.ms)})`;
    case "redirect": {
      const status = effect.status === undefined ? "" : `status=${effect.status}`;
      return `redirect${inBrackets([bareOrJson(effect.location), status])}`;
    }
    default:
      return effect.kind;
  }
}

function inBrackets(args: readonly string[]): string {
  const some = args.filter((arg) => arg !== "");
  return some.length === 0 ? "" : `(${some.join(",")})`;
}

function bareOrJson(value: unknown): string {
  const plain = typeof value === "string" && /^[a-z][\w.:/?%+-]*$/i.test(value) && literal(value) === value;
  return plain ? value : JSON.stringify(value);
}

/** `5`, `true` and `null` are JSON without quotes, `busy` is text. */
function literal(bare: string): unknown {
  return /^(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false|null)$/i.test(bare) ? parseOr(bare) : bare;
}

function parseOr(bare: string): unknown {
  try {
    return JSON.parse(bare);
  } catch {
    return bare;
  }
}

function valueText(value: Value): string {
  return "bare" in value ? value.bare : JSON.stringify(value.json);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function didYouMean(written: string, words: readonly string[]): string | undefined {
  const word = nearest(written, words);
  return word && `did you mean ${word}?`;
}

/** As it was written, without anything that a terminal would act on, and not longer than a line. */
function quote(written: string): string {
  return JSON.stringify(written.length > 80 ? `${written.slice(0, 79)}…` : written).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    " ",
  );
}
