import { validateHeaderName, validateHeaderValue } from "node:http";
import {
  array,
  custom,
  type GenericSchema,
  gtValue,
  integer,
  literal,
  maxValue,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  record,
  variant,
} from "valibot";
import { closedObject, parse, parseJson } from "../../common/schema";
import { EmulatorError } from "../common/emulator-error";
import { ANONYMOUS_ROUTES, ROUTE_NAMES, STALE_ROUTES } from "../common/route-names";
import type { FaultRule } from "./rule";

/** Node's timers end at 2^31 ms. */
const LONGEST_MS = 2 ** 31 - 1;

const when = picklist(["before", "after"]);
const status = whole("a status from 200 to 599", 200, 599);
const body = custom<unknown>(isJson, "what JSON can hold");
const headerName = custom<string>((name) => canBeSent(String(name), ""), "a name that HTTP can send");
const headerValue = custom<string | number | string[]>(
  (value) => [value].flat().every((one) => canBeSent("X", one)),
  "text or a number that HTTP can send",
);
const redirected = whole("a status from 300 to 399", 300, 399);
const time = `a number of milliseconds greater than 0, at most ${LONGEST_MS}`;

const effect = variant("kind", [
  closedObject({
    kind: literal("status"),
    status,
    body: optional(body),
    headers: optional(record(headerName, optional(headerValue))),
  }),
  closedObject({ kind: literal("html"), status: optional(status) }),
  closedObject({ kind: literal("empty") }),
  closedObject({ kind: literal("truncated"), cut: optional(picklist(["json", "connection"])) }),
  closedObject({ kind: literal("reset"), when }),
  closedObject({
    kind: literal("delay"),
    ms: pipe(number(time), gtValue(0, time), maxValue(LONGEST_MS, time)),
  }),
  closedObject({ kind: literal("hang"), when: optional(when) }),
  closedObject({ kind: literal("stale") }),
  closedObject({
    kind: literal("redirect"),
    location: custom<string>(
      (to) => typeof to === "string" && canBeSent("Location", to),
      "text that HTTP can send",
    ),
    status: optional(redirected),
  }),
  closedObject({ kind: literal("unauthorized") }),
]);

const chance = "a probability greater than 0, at most 1";

/** A rule, from code or from a file. As everywhere, a key whose value is `undefined` counts as left out. */
const rule = closedObject(
  {
    on: picklist(["*", ...ROUTE_NAMES], `one of *, ${ROUTE_NAMES.join(", ")}`),
    times: optional(custom<number | "all">(isTimes, 'how many requests it hits, 1 or more, or "all"')),
    after: optional(whole("how many requests it lets through first, 0 or more", 0)),
    probability: optional(pipe(number(chance), gtValue(0, chance), maxValue(1, chance))),
    effect,
  },
  "a fault",
) as GenericSchema<unknown, FaultRule>;

/**
 * @param what the rule is called in errors
 * @returns the rule
 * @throws EmulatorError if the rule can never match, or says something that HTTP cannot
 */
export function checkRule(value: unknown, what = "the fault"): FaultRule {
  const checked = parse(rule, value, what, EmulatorError);
  const never = whyNever(checked);
  if (never !== undefined) throw new EmulatorError(`${what}: ${never}`);
  return checked;
}

/**
 * Reads the text of a file with faults: a list of rules, as JSON.
 *
 * @param name of the file, for errors
 * @throws EmulatorError with one sentence that names the place, as a JSON pointer, and what is wrong there
 *
 * @example
 * parseFaults('[{ "on": "getStatus", "effect": { "kind": "delay", "ms": 200 } }]', "faults.json").length; // 1
 */
export function parseFaults(text: string, name: string): readonly FaultRule[] {
  const rules = parseJson(array(rule, "a list of faults"), text, name, EmulatorError);
  return rules.map((one, index) => checkRule(one, `${name}: /${index}`));
}

/** Why no request of its route can have this effect. */
function whyNever({ on, effect: { kind } }: FaultRule): string | undefined {
  if (on === "*") return undefined;
  if (kind === "unauthorized" && ANONYMOUS_ROUTES.includes(on)) {
    return `${on} needs no token, so "unauthorized" can never happen there: use status 401`;
  }
  if (kind === "stale" && !STALE_ROUTES.includes(on)) {
    return `${on} reads no groups or servers, so "stale" can never happen there: use it on ${STALE_ROUTES.join(", ")}`;
  }
  return undefined;
}

function whole(noun: string, least: number, most = Number.MAX_SAFE_INTEGER) {
  return pipe(number(noun), integer(noun), minValue(least, noun), maxValue(most, noun));
}

function isTimes(value: unknown): boolean {
  return (
    value === "all" || value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) > 0)
  );
}

function canBeSent(name: string, value: unknown): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value as string);
    return typeof value === "string" || typeof value === "number";
  } catch {
    return false;
  }
}

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
