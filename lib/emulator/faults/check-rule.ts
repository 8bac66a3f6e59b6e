import { validateHeaderName, validateHeaderValue } from "node:http";
import { EmulatorError } from "../emulator-error";
import { ANONYMOUS_ROUTES, ROUTE_NAMES, STALE_ROUTES } from "../route-names";
import { type FaultEffect, type FaultRule, timesOf } from "./rule";

/** Node's timers end at 2^31 ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** @throws EmulatorError if the rule can never match, or says something that HTTP cannot */
export function checkRule(rule: FaultRule): void {
  const { on, after = 0, probability = 1, effect } = rule;
  const times = timesOf(rule);
  if (on !== "*" && !ROUTE_NAMES.includes(on)) {
    throw new EmulatorError(`a fault on "${on}" can never match: choose one of *, ${ROUTE_NAMES.join(", ")}`);
  }
  if (!(times > 0)) throw new EmulatorError(`a fault hits at least one request, not ${times}`);
  if (!Number.isInteger(times) && times !== Number.POSITIVE_INFINITY) {
    throw new EmulatorError(`a fault hits a whole number of requests, not ${times}`);
  }
  if (!Number.isInteger(after) || after < 0) {
    throw new EmulatorError(`a fault cannot let ${after} requests through first`);
  }
  if (!(probability > 0 && probability <= 1)) {
    throw new EmulatorError(`a probability is greater than 0 and at most 1, not ${probability}`);
  }
  checkPossible(on, effect);
  checkEffect(effect);
}

/** What an effect needs of the requests that it is to hit. */
function checkPossible(on: FaultRule["on"], { kind }: FaultEffect): void {
  if (on === "*") return;
  if (kind === "unauthorized" && ANONYMOUS_ROUTES.includes(on)) {
    throw new EmulatorError(`${on} needs no token, so "unauthorized" can never happen there: use status 401`);
  }
  if (kind === "stale" && !STALE_ROUTES.includes(on)) {
    throw new EmulatorError(
      `${on} reads no groups or servers, so "stale" can never happen there: use it on ${STALE_ROUTES.join(", ")}`,
    );
  }
}

function checkEffect(effect: FaultEffect): void {
  const { kind } = effect;
  if (kind === "delay" && !(effect.ms > 0 && effect.ms <= LONGEST_MS)) {
    throw new EmulatorError(`a delay is longer than 0 ms and at most ${LONGEST_MS} ms, not ${effect.ms} ms`);
  }
  if (kind === "status" || kind === "html" || kind === "redirect") {
    const [least, most] = kind === "redirect" ? [300, 399] : [200, 599];
    const { status = least } = effect;
    if (!(Number.isInteger(status) && status >= least && status <= most)) {
      throw new EmulatorError(`a fault answers with a status from ${least} to ${most}, not ${status}`);
    }
  }
  if (kind === "redirect") checkHeader("Location", effect.location);
  if (kind === "status") {
    for (const [name, value] of Object.entries(effect.headers ?? {})) {
      if (value !== undefined) checkHeader(name, value);
    }
    if (effect.body !== undefined && !isJson(effect.body)) {
      throw new EmulatorError("the body of a fault is anything that JSON can hold");
    }
  }
}

function checkHeader(name: string, value: unknown): void {
  try {
    validateHeaderName(name);
    for (const one of [value].flat()) validateHeaderValue(name, one as string);
  } catch {
    throw new EmulatorError(`a fault cannot send the header ${JSON.stringify(name)} with ${inJson(value)}`);
  }
}

function isJson(body: unknown): boolean {
  try {
    return JSON.stringify(body) !== undefined;
  } catch {
    return false;
  }
}

const inJson = (value: unknown) => (isJson(value) ? JSON.stringify(value) : "such a value");
