/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param header the header's value
 * @param now ms since the epoch, to measure a date against
 * @returns ms from now, never negative; `undefined` when the header is absent or means nothing
 *
 * @example
 * retryAfter("120", Date.now()); // 120_000
 */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header) * 1_000;
  }
  // Every HTTP date names a weekday; Date.parse alone would also take "-5" for a year.
  const date = /^[A-Za-z]{3,9},? /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
