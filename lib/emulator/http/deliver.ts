import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Answer } from "../api/answer";
import { defaultError, errors } from "../api/errors";
import type { FaultEffect } from "../faults/rule";

/** On every recorded answer [REC]. */
const COMMON_HEADERS: OutgoingHttpHeaders = {
  "Cache-Control": "no-cache",
  Pragma: "no-cache",
  Expires: "-1",
};

/** What is sent, and what happens to the connection. */
export interface Delivery {
  /** `undefined` when nothing is sent. */
  readonly answer?: Answer;
  readonly delayMs?: number;
  readonly cut?: "json" | "connection";
  /** Without an answer: whether the connection is reset or left hanging. */
  readonly drop?: "reset" | "hang";
}

/**
 * Applies a fault to a request.
 *
 * @param carryOut does what the request asks for, on current or on stale data
 */
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

/** Sends the answer, all of it or half, or drops the connection. */
export function deliver(
  request: IncomingMessage,
  response: ServerResponse,
  { answer, cut, drop }: Omit<Delivery, "delayMs">,
  now: number,
): void {
  if (drop === "reset") request.socket.resetAndDestroy();
  if (!answer) return;

  const { bytes, headers } = encode(answer, request, cut === "json");
  const all = {
    ...COMMON_HEADERS,
    ...headers,
    Date: new Date(now).toUTCString(),
    // [REC 39 of 39] and RFC 9110, section 8.6.
    ...(answer.status !== 204 && { "Content-Length": bytes.length }),
  };
  response.sendDate = false;
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries({ ...all, ...answer.headers })) {
    if (value !== undefined) response.setHeader(name, value);
  }
  if (cut === "connection") {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => request.socket.destroy());
  } else {
    response.end(bytes);
  }
}

/**
 * [REC] JSON in UTF-8; no Content-Type without a body. Only a 200 is compressed, if the client accepts gzip
 * (3,110 of 3,114).
 */
function encode(
  { status, body, text }: Answer,
  request: IncomingMessage,
  half: boolean,
): { bytes: Buffer; headers: OutgoingHttpHeaders } {
  const whole = text ?? (body === undefined ? "" : JSON.stringify(body));
  const content = Buffer.from(half ? whole.slice(0, Math.floor(whole.length / 2)) : whole);
  if (content.length === 0) return { bytes: content, headers: {} };
  const type = { "Content-Type": "application/json; charset=utf-8" };
  if (status !== 200 || !/\bgzip\b/i.test(String(request.headers["accept-encoding"] ?? ""))) {
    return { bytes: content, headers: type };
  }
  return {
    bytes: gzipSync(content),
    headers: { ...type, "Content-Encoding": "gzip", Vary: "Accept-Encoding" },
  };
}

function htmlPage(status: number): Answer {
  const text =
    "<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Proxy Error</h1></body></html>\n";
  return { status, text, headers: { "Content-Type": "text/html; charset=utf-8" } };
}
