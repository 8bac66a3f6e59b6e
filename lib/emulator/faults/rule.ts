import type { RouteName } from "../common/route-names";

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
  /** How many requests it hits; `"all"` or `Infinity` for all. @default 1, or "all" with a probability */
  readonly times?: number | "all";
  /** How many matching requests are let through first. @default 0 */
  readonly after?: number;
  /** How likely it is to hit a matching request, up to 1; the same ones with the same `faultSeed`. @default 1 */
  readonly probability?: number;
  /** What goes wrong. */
  readonly effect: FaultEffect;
}

/** How many requests a rule hits. */
export function timesOf({ times, probability }: FaultRule): number {
  const hits = times ?? (probability === undefined ? 1 : "all");
  return hits === "all" ? Number.POSITIVE_INFINITY : hits;
}
