import { validateHeaderName, validateHeaderValue } from "node:http";
import { routes } from "./actions";
import type { Answer } from "./answer";
import { EmulatorError } from "./emulator-error";
import { defaultError, errors } from "./errors";
import { randomFrom } from "./random";
import { ROUTE_NAMES, type Route, type RouteName } from "./router";

/** With it, a probability hits the same requests at every start. */
export const DEFAULT_FAULT_SEED = 1;
/** Node's timers end at 2^31 ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** What goes wrong with a request. */
export type FaultEffect =
  /** Answers with this status; without a body, with the one the service would send. The request is not carried out. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: unknown;
      /** E.g. `{ "Retry-After": 2 }`, or an HTTP date. */
      readonly headers?: Readonly<Record<string, string | number | string[] | undefined>>;
    }
  /** A page, as a proxy would send it; status 502 unless said otherwise. */
  | { readonly kind: "html"; readonly status?: number }
  /** 200 with nothing in it. */
  | { readonly kind: "empty" }
  /** Carried out, but half of the answer is missing: of the JSON, or (`"connection"`) the connection breaks in the middle. */
  | { readonly kind: "truncated"; readonly cut?: "json" | "connection" }
  /** The connection is reset, before or after the request was carried out. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** Carried out at once, answered after `ms` of real time. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Never answered; not carried out either, unless `when` is `"after"`. */
  | { readonly kind: "hang"; readonly when?: "before" | "after" }
  /** A read shows groups and servers as they were before the operation that finished last. */
  | { readonly kind: "stale" }
  /** Sent elsewhere; status 302 unless said otherwise. */
  | { readonly kind: "redirect"; readonly location: string; readonly status?: number }
  /** The token is not accepted this time. */
  | { readonly kind: "unauthorized" };

/** Which requests something goes wrong with, how often, and what. */
export interface FaultRule {
  /** `"*"` is every request, those that are no route as well. */
  readonly on: RouteName | "*";
  /** How many requests it hits; `Infinity` for all. @default 1, or `Infinity` with a probability */
  readonly times?: number;
  /** How many matching requests are let through first. @default 0 */
  readonly after?: number;
  /** How likely it is to hit a matching request, up to 1; the same ones with the same `faultSeed`. @default 1 */
  readonly probability?: number;
  /** What goes wrong. */
  readonly effect: FaultEffect;
}

/** A rule that was added. */
export interface FaultHandle {
  /** How many requests it has hit so far. */
  readonly hits: number;
  /** Takes the rule away: it hits no request any more. */
  remove(): void;
}

interface Entry {
  readonly rule: FaultRule;
  readonly random: () => number;
  seen: number;
  hits: number;
}

/** The rules, tried in the order they were added; a request that one rule hits is not seen by the next ones. */
export class FaultPlan {
  private entries: Entry[] = [];
  private added = 0;

  /** @param seed of the dice that rules with a probability throw */
  constructor(private readonly seed: number = DEFAULT_FAULT_SEED) {}

  /** @throws EmulatorError if the rule can never match */
  add(rule: FaultRule): FaultHandle {
    checkRule(rule);
    // Each rule has dice of its own, so that one more rule does not change what another one hits.
    const random = randomFrom(this.seed + this.added++);
    const entry: Entry = { rule, random, seen: 0, hits: 0 };
    this.entries.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => {
        this.entries = this.entries.filter((other) => other !== entry);
      },
    };
  }

  /** What goes wrong with this request, if anything. */
  next(route: RouteName | undefined): FaultEffect | undefined {
    for (const entry of this.entries) {
      const { on, after = 0, probability = 1, effect } = entry.rule;
      if ((on !== "*" && on !== route) || entry.hits >= timesOf(entry.rule)) continue;
      entry.seen += 1;
      if (entry.seen <= after || entry.random() >= probability) continue;
      entry.hits += 1;
      return effect;
    }
    return undefined;
  }
}

/** How many requests a rule hits. */
export function timesOf({ times, probability }: FaultRule): number {
  return times ?? (probability === undefined ? 1 : Number.POSITIVE_INFINITY);
}

/** What happens to the connection. */
export interface Delivery {
  /** `undefined` when nothing is sent. */
  readonly answer?: Answer;
  readonly delayMs?: number;
  readonly cut?: "json" | "connection";
  /** Without an answer: whether the connection is reset or left hanging. */
  readonly drop?: "reset" | "hang";
}

/** Plays an effect. `carryOut` does what the request asks for, on current or on stale data. */
export function play(effect: FaultEffect | undefined, carryOut: (stale: boolean) => Answer): Delivery {
  switch (effect?.kind) {
    case undefined:
      return { answer: carryOut(false) };
    case "status": {
      const answer = defaultError(effect.status);
      const body = effect.body === undefined ? {} : { body: effect.body };
      return { answer: { ...answer, ...body, headers: { ...answer.headers, ...effect.headers } } };
    }
    case "html":
      return { answer: htmlPage(effect.status ?? 502) };
    case "empty":
      return { answer: { status: 200 } };
    case "truncated":
      return { answer: carryOut(false), cut: effect.cut ?? "json" };
    case "reset":
      if (effect.when === "after") carryOut(false);
      return { drop: "reset" };
    case "hang":
      if (effect.when === "after") carryOut(false);
      return { drop: "hang" };
    case "delay":
      return { answer: carryOut(false), delayMs: effect.ms };
    case "stale":
      return { answer: carryOut(true) };
    case "redirect":
      return { answer: { status: effect.status ?? 302, headers: { Location: effect.location } } };
    case "unauthorized":
      return { answer: errors.unauthorized() };
  }
}

function htmlPage(status: number): Answer {
  const text =
    "<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Proxy Error</h1></body></html>\n";
  return { status, text, headers: { "Content-Type": "text/html; charset=utf-8" } };
}

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
  const named = routes.filter(({ name }) => name === on);
  if (kind === "unauthorized" && named.every(({ anonymous }) => anonymous)) {
    throw new EmulatorError(`${on} needs no token, so "unauthorized" can never happen there: use status 401`);
  }
  if (kind === "stale" && !named.some(readsGroupsOrServers)) {
    throw new EmulatorError(
      `${on} reads no groups or servers, so "stale" can never happen there: use it on ${staleRoutes().join(", ")}`,
    );
  }
}

const readsGroupsOrServers = ({ name, method }: Route) =>
  method === "GET" && !["getStatus", "dataCenters", "account", "notEmulated"].includes(name);
const staleRoutes = () => [...new Set(routes.filter(readsGroupsOrServers).map(({ name }) => name))];

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
