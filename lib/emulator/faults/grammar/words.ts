import type { OutgoingHttpHeaders } from "node:http";
import { EmulatorError } from "../../emulator-error";
import type { FaultEffect } from "../rule";
import { type Arguments, duration, optionalStatus, text, type Value } from "./arguments";
import { literal } from "./literal";

/** One word for what goes wrong. */
export interface FaultWord {
  /** `NNN` stands for any status. */
  readonly word: string;
  /** The names of its arguments; the first one may be given without its name. */
  readonly takes: readonly string[];
  readonly example: string;
  readonly about: string;
}

export interface Word extends FaultWord {
  /** @param written the word as it was written: for a status, its number */
  readonly read: (args: Arguments, written: string) => FaultEffect;
}

/** Any status. */
export const STATUS: Word = {
  word: "NNN",
  takes: ["retry-after", "body", "headers"],
  example: "getStatus:429(retry-after=5)*2@3",
  about: "this status, with the body that the service would send; not carried out",
  read: (args, written) => readStatus(Number(written), args),
};

/** What else may go wrong. */
export const WORDS: readonly Word[] = [
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

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
