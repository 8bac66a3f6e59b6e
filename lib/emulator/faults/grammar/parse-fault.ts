import { nearest } from "../../../common/nearest";
import { EmulatorError } from "../../emulator-error";
import { ROUTE_NAMES } from "../../route-names";
import { checkRule } from "../check-rule";
import type { FaultEffect, FaultRule } from "../rule";
import { nameArguments, readArguments, type WrittenArguments } from "./arguments";
import { readOccurrence } from "./occurrence";
import { quote } from "./quote";
import { STATUS, WORDS } from "./words";

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

function readEffect(written: string, args: WrittenArguments): FaultEffect {
  const word = /^\d+$/.test(written) ? STATUS : WORDS.find((one) => one.word === written.toLowerCase());
  if (!word) {
    const words = WORDS.map((one) => one.word);
    const all = `choose a status such as 503 or one of ${words.join(", ")}`;
    throw new EmulatorError(`there is no effect ${quote(written)}: ${didYouMean(written, words) ?? all}`);
  }
  return word.read(nameArguments(word.takes, written, args), written);
}

function didYouMean(written: string, words: readonly string[]): string | undefined {
  const word = nearest(written, words);
  return word && `did you mean ${word}?`;
}
