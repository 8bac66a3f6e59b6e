import { formatMs } from "../../duration";
import { type FaultEffect, type FaultRule, timesOf } from "../rule";
import { literal } from "./literal";

/**
 * Writes a rule as the text that `parseFault` reads.
 *
 * @example
 * formatFault({ on: "getStatus", times: 3, effect: { kind: "status", status: 500 } }); // "getStatus:500*3"
 */
export function formatFault(rule: FaultRule): string {
  const { on, after = 0, probability, effect } = rule;
  const times = timesOf(rule);
  const usual = probability === undefined ? 1 : Number.POSITIVE_INFINITY;
  const parts = [
    times === usual ? "" : `*${times === Number.POSITIVE_INFINITY ? "all" : times}`,
    after === 0 ? "" : `@${after}`,
    probability === undefined ? "" : `~${probability}`,
  ];
  return `${on}:${formatEffect(effect)}${parts.join("")}`;
}

function formatEffect(effect: FaultEffect): string {
  switch (effect.kind) {
    case "status": {
      const { "Retry-After": retry, ...others } = effect.headers ?? {};
      const isSimple = typeof retry === "string" || (Number.isInteger(retry) && Number(retry) >= 0);
      const headers = isSimple ? others : (effect.headers ?? {});
      return `${effect.status}${inBrackets([
        isSimple ? `retry-after=${JSON.stringify(retry)}` : "",
        effect.body === undefined ? "" : `body=${bareOrJson(effect.body)}`,
        Object.keys(headers).length === 0 ? "" : `headers=${JSON.stringify(headers)}`,
      ])}`;
    }
    case "html":
      return `html${inBrackets([effect.status === undefined ? "" : String(effect.status)])}`;
    case "truncated":
      return effect.cut === "connection" ? "cut-off" : "truncated";
    case "reset":
      return `reset-${effect.when}`;
    case "hang":
      return `hang-${effect.when ?? "before"}`;
    case "delay":
      return `delay(${formatMs(effect.ms)})`;
    case "redirect": {
      const status = effect.status === undefined ? "" : `status=${effect.status}`;
      return `redirect${inBrackets([bareOrJson(effect.location), status])}`;
    }
    default:
      return effect.kind;
  }
}

function inBrackets(args: readonly string[]): string {
  const some = args.filter((arg) => arg !== "");
  return some.length === 0 ? "" : `(${some.join(",")})`;
}

function bareOrJson(value: unknown): string {
  const plain = typeof value === "string" && /^[a-z][\w.:/?%+-]*$/i.test(value) && literal(value) === value;
  return plain ? value : JSON.stringify(value);
}
