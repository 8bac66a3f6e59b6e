import type { OutgoingHttpHeaders } from "node:http";
import type { Answer } from "./answer";
import { EmulatorError } from "./emulator-error";
import { defaultError, errors } from "./errors";
import { ROUTE_NAMES, type RouteName } from "./router";

/** What goes wrong with a request. */
export type FaultEffect =
  /** Answers with this status; without a body, with the one the service would send. The request is not carried out. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: unknown;
      /** E.g. `{ "Retry-After": 2 }`, or an HTTP date. */
      readonly headers?: OutgoingHttpHeaders;
    }
  /** A page, as a proxy would send it. @default status 502 */
  | { readonly kind: "html"; readonly status?: number }
  /** 200 with nothing in it. */
  | { readonly kind: "empty" }
  /** Carried out, but half of the answer is missing: of the JSON, or the connection breaks in the middle. @default "json" */
  | { readonly kind: "truncated"; readonly cut?: "json" | "connection" }
  /** The connection is reset, before or after the request was carried out. */
  | { readonly kind: "reset"; readonly when: "before" | "after" }
  /** Carried out at once, answered after `ms` of real time. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Never answered. @default when "before" */
  | { readonly kind: "hang"; readonly when?: "before" | "after" }
  /** A read shows groups and servers as they were before the operation that finished last. */
  | { readonly kind: "stale" }
  /** @default status 302 */
  | { readonly kind: "redirect"; readonly location: string; readonly status?: number }
  /** The token is not accepted this time. */
  | { readonly kind: "unauthorized" };

/** Which requests something goes wrong with, how often, and what. */
export interface FaultRule {
  /** `"*"` is every request, those that are no route as well. */
  readonly on: RouteName | "*";
  /** How many requests it hits; `Infinity` for all. @default 1 */
  readonly times?: number;
  /** How many matching requests are let through first. @default 0 */
  readonly after?: number;
  readonly effect: FaultEffect;
}

/** A rule that was added. */
export interface FaultHandle {
  /** How many requests it has hit so far. */
  readonly hits: number;
  remove(): void;
}

/** The rules, tried in the order they were added; a request that one rule hits is not seen by the next ones. */
export class FaultPlan {
  private rules: { readonly rule: FaultRule; seen: number; hits: number }[] = [];

  /** @throws EmulatorError if the rule can never match */
  add(rule: FaultRule): FaultHandle {
    checkRule(rule);
    const entry = { rule, seen: 0, hits: 0 };
    this.rules.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      remove: () => {
        this.rules = this.rules.filter((other) => other !== entry);
      },
    };
  }

  /** What goes wrong with this request, if anything. */
  next(route: RouteName | undefined): FaultEffect | undefined {
    for (const entry of this.rules) {
      const { on, times = 1, after = 0, effect } = entry.rule;
      if ((on !== "*" && on !== route) || entry.hits >= times) continue;
      entry.seen += 1;
      if (entry.seen <= after) continue;
      entry.hits += 1;
      return effect;
    }
    return undefined;
  }
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

function checkRule({ on, times = 1, after = 0, effect }: FaultRule): void {
  if (on !== "*" && !ROUTE_NAMES.includes(on)) {
    throw new EmulatorError(`a fault on "${on}" can never match: choose one of *, ${ROUTE_NAMES.join(", ")}`);
  }
  if (!(times > 0)) throw new EmulatorError(`a fault hits at least one request, not ${times}`);
  if (!(after >= 0)) throw new EmulatorError(`a fault cannot let ${after} requests through first`);
  if (effect.kind === "status" && !(effect.status >= 200 && effect.status <= 599)) {
    throw new EmulatorError(`a fault answers with a status from 200 to 599, not ${effect.status}`);
  }
}
