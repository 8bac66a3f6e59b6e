import type { Answer } from "../api/answer";
import { defaultError, errors } from "../api/errors";
import type { FaultEffect } from "./rule";

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
