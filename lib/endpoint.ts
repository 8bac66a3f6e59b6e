import { UsageError } from "./usage-error";

/** Where the public service answered until it was retired on 30 September 2023. */
export const DEFAULT_ENDPOINT = "https://api.ctl.io";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads the address of an API: an origin, with or without `/v2` behind it.
 *
 * Plain http would send the password in clear, so it is accepted for loopback only, or where the caller says so.
 *
 * @param name what the value is called where the user wrote it; only for the message
 * @param text for example `"https://api.ctl.io"` or `"http://127.0.0.1:4000/v2"`
 * @param allowHttp accept plain http to any host (default false)
 * @returns the origin, without a slash at its end
 * @throws UsageError when it is no such address
 *
 * @example
 * parseEndpoint("CLC_BASE_URL", "https://API.ctl.io/v2/"); // "https://api.ctl.io"
 */
export function parseEndpoint(name: string, text: string, allowHttp = false): string {
  // First of all, and before it is known to be an address: the other sentences repeat what was written.
  if (text.includes("@")) {
    throw new UsageError(
      `${name} must not hold a user name or password; set CLC_USERNAME and CLC_PASSWORD instead`,
    );
  }
  if (!URL.canParse(text)) {
    throw new UsageError(`${name} must be an address such as "${DEFAULT_ENDPOINT}", got "${text}"`);
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new UsageError(`${name} must start with https://, got "${text}"`);
  }
  if (!/^\/(v2\/?)?$/.test(url.pathname) || url.search || url.hash) {
    throw new UsageError(`${name} must be an origin, with or without /v2 behind it, got "${text}"`);
  }
  if (url.protocol === "http:" && !allowHttp && !LOOPBACK.test(url.hostname)) {
    throw new UsageError(
      `${name} is "${text}": plain http would show the password to the network; use https, or set CLC_ALLOW_HTTP=1 if you must`,
    );
  }
  return url.origin;
}
