import { BlockList, isIP } from "node:net";
import { UsageError } from "./usage-error";

/** Where the public service answered until it was retired on 30 September 2023. */
export const DEFAULT_ENDPOINT = "https://api.ctl.io";

/** Knows an IPv4 address in the clothes of IPv6 as well (`::ffff:127.0.0.1`). */
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

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
  if (holdsUser(text)) {
    throw new UsageError(
      `${name} must not hold a user name or password; set CLC_USERNAME and CLC_PASSWORD instead`,
    );
  }
  const got = mayHoldSecret(text) ? "" : `, got "${text}"`;
  if (!URL.canParse(text)) {
    throw new UsageError(`${name} must be an address such as "${DEFAULT_ENDPOINT}"${got}`);
  }
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new UsageError(`${name} must start with https://${got}`);
  }
  if (!/^\/(v2\/?)?$/.test(url.pathname) || url.search || url.hash) {
    throw new UsageError(`${name} must be an origin, with or without /v2 behind it${got}`);
  }
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    throw new UsageError(
      `${name} is "${text}": plain http would show the password to the network; use https, or set CLC_ALLOW_HTTP=1 if you must`,
    );
  }
  return url.origin;
}

/** @param hostname of a URL: what it calls this machine, however it was written */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  const version = isIP(host);
  return version === 0 ? host === "localhost" : LOOPBACK.check(host, version === 6 ? "ipv6" : "ipv4");
}

/** Whether there is an "@", also one that was percent-encoded, once or more often, or is of full width. */
function holdsUser(text: string): boolean {
  return /@|%(25)*40|\uff20|%(25)*EF%(25)*BC%(25)*A0/i.test(text);
}

/** Whether it has a query or a fragment, or a colon with anything but a port behind it, as between a user and a password. */
function mayHoldSecret(text: string): boolean {
  const [authority = ""] = text.replace(/^([a-z]+:)?[\\/]+/i, "").split(/[\\/]/);
  return /[?#]/.test(text) || /:(?!\d{1,5}$)/.test(authority.replace(/^\[[\da-f:.]*\]/i, ""));
}
