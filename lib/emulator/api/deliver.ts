import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Delivery } from "../faults/play";
import type { Answer } from "./answer";

/** On every recorded answer [REC]. */
const COMMON_HEADERS: OutgoingHttpHeaders = {
  "Cache-Control": "no-cache",
  Pragma: "no-cache",
  Expires: "-1",
};

/** Sends an answer, whole or cut off as a fault wants it, or drops the connection. */
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

/** [REC] JSON in UTF-8, an answer without a body has no Content-Type; gzip when asked for, of a 200 only (3,110 of 3,114). */
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
