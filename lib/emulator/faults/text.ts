import { nearest } from "../../common/nearest";
import { show } from "../../common/schema";
import { EmulatorError } from "../common/emulator-error";
import { ROUTE_NAMES } from "../common/route-names";
import { checkRule } from "./check-rule";
import type { FaultEffect, FaultRule } from "./rule";

/** One word for what goes wrong. */
export interface FaultWord {
  /** `NNN` stands for any status. */
  readonly word: string;
  /** What it is as a part of a rule. */
  readonly effect: FaultEffect;
  readonly example: string;
  readonly about: string;
}

/** What may follow the colon of a fault, for help texts. */
export const FAULT_WORDS: readonly FaultWord[] = [
  {
    word: "NNN",
    effect: { kind: "status", status: 429 },
    example: "getStatus:429*2@3",
    about: "this status, with the body that the service would send; not carried out",
  },
  {
    word: "html",
    effect: { kind: "html" },
    example: "getGroup:html",
    about: "502 with a page as a proxy sends it; not carried out",
  },
  {
    word: "empty",
    effect: { kind: "empty" },
    example: "getGroup:empty",
    about: "200 with nothing in it; not carried out",
  },
  {
    word: "truncated",
    effect: { kind: "truncated", cut: "json" },
    example: "getGroup:truncated",
    about: "carried out, answered with half of the JSON",
  },
  {
    word: "cut-off",
    effect: { kind: "truncated", cut: "connection" },
    example: "getGroup:cut-off",
    about: "carried out, the connection breaks in the middle of the answer",
  },
  {
    word: "reset-before",
    effect: { kind: "reset", when: "before" },
    example: "archiveGroup:reset-before",
    about: "the connection is reset, and nothing was done",
  },
  {
    word: "reset-after",
    effect: { kind: "reset", when: "after" },
    example: "archiveGroup:reset-after",
    about: "the connection is reset, but it was done",
  },
  {
    word: "hang-before",
    effect: { kind: "hang", when: "before" },
    example: "login:hang-before",
    about: "never answered, and nothing was done",
  },
  {
    word: "hang-after",
    effect: { kind: "hang", when: "after" },
    example: "archiveGroup:hang-after",
    about: "never answered, but it was done",
  },
  {
    word: "stale",
    effect: { kind: "stale" },
    example: "getGroup:stale*3",
    about: "a read shows what was there before the operation that ended last",
  },
  {
    word: "unauthorized",
    effect: { kind: "unauthorized" },
    example: "getStatus:unauthorized@5",
    about: "401: the token is not accepted this time",
  },
];

const ROUTES = ["*", ...ROUTE_NAMES] as const;
const WORDS = FAULT_WORDS.map(({ word }) => word).filter((word) => word !== "NNN");
/** Route, effect, how many requests it hits, and how many it lets through first. */
const SHAPE = /^\s*([^:\s]*)\s*:\s*([^*@\s]*)\s*(?:\*\s*([^@\s]*)\s*)?(?:@\s*(\S*)\s*)?$/;

/**
 * Reads a fault that was written as text: `route:effect`, then `*n` (or `*all`) for how many requests it hits and `@n` for how many it
 * lets through first.
 *
 * @throws EmulatorError with one sentence that names the fault, the part that is wrong, and what to write instead
 *
 * @example
 * parseFault("archiveGroup:reset-after"); // { on: "archiveGroup", effect: { kind: "reset", when: "after" } }
 * parseFault("getStatus:429*2@3"); // the fourth and the fifth poll get 429
 */
export function parseFault(fault: string): FaultRule {
  const what = `fault ${show(fault)}`;
  const refuse = (sentence: string): never => {
    throw new EmulatorError(`${what}: ${sentence}`);
  };
  const [whole, route = "", word = "", times, after] = SHAPE.exec(fault) ?? [];
  if (/[(~]/.test(fault))
    refuse("arguments and probabilities need a rule in JSON, such as in a file for --faults");
  if (whole === undefined) {
    return refuse('write route:effect, then *times and @let through first, as in "getStatus:500*3@1"');
  }
  const on =
    ROUTES.find((name) => name.toLowerCase() === route.toLowerCase()) ??
    refuse(
      `there is no route ${show(route)}: ${didYouMean(route, ROUTES) ?? `choose one of ${ROUTES.join(", ")}`}`,
    );
  const effect =
    effectOf(word.toLowerCase()) ??
    refuse(
      `there is no effect ${show(word)}: ${didYouMean(word, WORDS) ?? `choose a status such as 503 or one of ${WORDS.join(", ")}`}`,
    );
  if (times !== undefined && !/^(\d{1,15}|all)$/i.test(times)) {
    refuse(`${show(`*${times}`)} is not how many requests are hit, such as *3, or *all`);
  }
  if (after !== undefined && !/^\d{1,15}$/.test(after)) {
    refuse(`${show(`@${after}`)} is not how many requests are let through first, such as @3`);
  }
  const rule: FaultRule = {
    on,
    ...(times !== undefined && { times: /all/i.test(times) ? "all" : Number(times) }),
    ...(after !== undefined && { after: Number(after) }),
    effect,
  };
  return checkRule(rule, what);
}

function effectOf(word: string): FaultEffect | undefined {
  if (/^\d{1,15}$/.test(word)) return { kind: "status", status: Number(word) };
  return FAULT_WORDS.find((one) => one.word === word)?.effect;
}

function didYouMean(written: string, words: readonly string[]): string | undefined {
  const word = nearest(written, words);
  return word && `did you mean ${word}?`;
}
