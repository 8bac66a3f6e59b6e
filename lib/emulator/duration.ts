const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Milliseconds of "200ms", "1.5s", "2m", "4h" or "0"; `undefined` when it is no such duration. */
export function parseMs(text: string): number | undefined {
  if (text === "0") return 0;
  const [, digits, unit] = /^(\d{1,12}(?:\.\d{1,6})?)(ms|s|m|h)$/.exec(text) ?? [];
  return unit === undefined ? undefined : Number(digits) * UNITS[unit as keyof typeof UNITS];
}

/** In the largest unit that leaves a whole number. */
export function formatMs(ms: number): string {
  if (ms === 0) return "0";
  const unit = (["h", "m", "s"] as const).find((name) => ms % UNITS[name] === 0) ?? "ms";
  return `${ms / UNITS[unit]}${unit}`;
}
