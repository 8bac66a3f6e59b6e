import { isLoopback } from "../common/endpoint";
import { UsageError } from "../common/usage-error";
import { takesOut } from "./no-proxy";

/** A proxy that requests go through. */
export interface HttpProxy {
  /** Where it was set, such as `HTTPS_PROXY`. */
  readonly variable: string;
  /** Without user and password. */
  readonly origin: URL;
  /** What it is told of the user, where it was set: a value of `Proxy-Authorization`. */
  readonly authorization?: string;
  /** What of it nobody may see. */
  readonly secrets: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for an API, from `HTTPS_PROXY` (`HTTP_PROXY` for plain http), `ALL_PROXY` and `NO_PROXY`. To this machine there
 * never is one: it could not reach it, and would read the password on the way.
 *
 * @returns `undefined` when there is none
 * @throws UsageError when the one that would be used is malformed
 */
export function proxyFor(origin: string, env: Environment): HttpProxy | undefined {
  const url = new URL(origin);
  const names = [`${url.protocol.slice(0, -1)}_proxy`, "all_proxy"].flatMap((name) => [
    name,
    name.toUpperCase(),
  ]);
  const variable = names.find((name) => env[name]);
  if (!variable || isLoopback(url.hostname) || takesOut(env.no_proxy || env.NO_PROXY || "", url)) {
    return undefined;
  }
  return { variable, ...parseProxy(variable, env[variable] ?? "") };
}

function parseProxy(variable: string, value: string): Omit<HttpProxy, "variable"> {
  const text = value.trim();
  try {
    const url = new URL(text.includes("://") ? text : `http://${text}`);
    const { protocol, host, hostname, username, password, pathname, search, hash } = url;
    const [user, secret] = [username, password].map(decodeURIComponent);
    // What is behind the host may be the rest of a password with a "/", "?" or "#" in it.
    const isBare = pathname === "/" && search === "" && hash === "";
    if (/^https?:$/.test(protocol) && hostname !== "" && isBare) {
      const basic = Buffer.from(`${user}:${secret}`).toString("base64");
      const bare = { origin: new URL(`${protocol}//${host}`), secrets: [] };
      return username || password
        ? { ...bare, authorization: `Basic ${basic}`, secrets: [secret ?? "", basic] }
        : bare;
    }
  } catch {
    // No address, or a "%" that encodes nothing.
  }
  throw new UsageError(
    `${variable} must be the address of an http or https proxy, such as "proxy.example.com:3128", with special characters in its user and password percent-encoded; the value is not shown here, because it may contain a password`,
  );
}
