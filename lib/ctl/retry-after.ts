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
  // Every HTTP date begins with a weekday; Date.parse alone would also take "-5" for a year. All are in GMT, also
  // in the oldest form, which does not say so.
  const isDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(header);
  const date = isDate ? Date.parse(/GMT$/.test(header) ? header : `${header} GMT`) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
