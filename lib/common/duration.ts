import { UsageError } from "./usage-error";

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const;
const SHAPE = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/** The longest wait that is accepted: Node's timers end at 2^31 ms, a little under 25 days. */
const LONGEST_MS = 24 * UNITS.d;

/**
 * Reads a duration as Terraform writes its timeouts: whole numbers with units, the largest first.
 *
 * @param name what the value is called where the user wrote it; only for the message
 * @param text for example `"90s"`, `"4h"` or `"1h30m"`
 * @returns milliseconds, greater than zero
 * @throws UsageError when it is no such duration, zero, or longer than 24 days
 *
 * @example
 * const ms: number = parseDuration("timeout", "1h30m"); // 5_400_000
 */
export function parseDuration(name: string, text: string): number {
  const parts = SHAPE.exec(text);
  if (!text || !parts) {
    throw new UsageError(`${name} must be a duration such as "90s", "1h30m" or "4h", got "${text}"`);
  }
  const [days, hours, minutes, seconds] = parts.slice(1).map((digits) => Number(digits ?? 0)) as Four;
  const ms = days * UNITS.d + hours * UNITS.h + minutes * UNITS.m + seconds * UNITS.s;
  if (ms === 0 || ms > LONGEST_MS) {
    throw new UsageError(`${name} must be longer than 0s and at most 24d, got "${text}"`);
  }
  return ms;
}

/**
 * Writes a span of time for people, in its two largest units.
 *
 * @param ms milliseconds; less than half a second is shown as `0 s`
 *
 * @example
 * formatDuration(250_000); // "4 min 10 s"
 */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, Math.round(ms / UNITS.s)) * UNITS.s;
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, word] of [
    ["d", "d"],
    ["h", "h"],
    ["m", "min"],
    ["s", "s"],
  ] as const) {
    const count = Math.floor(rest / UNITS[unit]);
    rest -= count * UNITS[unit];
    if (count > 0) {
      parts.push(`${count} ${word}`);
    }
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}

type Four = [number, number, number, number];
