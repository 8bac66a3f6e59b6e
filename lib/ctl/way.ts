import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { AxiosProxyConfig, AxiosRequestConfig } from "axios";
import type { HttpProxy } from "./proxy";
import { discreet, KEPT_ALIVE, Tunnel } from "./tunnel";

/**
 * How the library gets to an origin. Left to itself it would send to the proxy what is for this machine, tell it the password
 * as it is written in the variable, and talk TLS to `host:port`.
 *
 * @param timeoutMs for the way through a proxy to be opened
 * @param signal ends every attempt to open it
 */
export function wayTo(
  origin: string,
  proxy: HttpProxy | undefined,
  timeoutMs: number,
  signal?: AbortSignal,
): Pick<AxiosRequestConfig, "proxy" | "httpAgent" | "httpsAgent"> {
  const httpAgent = discreet(new HttpAgent(KEPT_ALIVE));
  if (proxy && origin.startsWith("https:")) {
    return { proxy: false, httpAgent, httpsAgent: discreet(new Tunnel(proxy, timeoutMs, signal)) };
  }
  const httpsAgent = discreet(new HttpsAgent(KEPT_ALIVE));
  return { proxy: proxy ? forwardedBy(proxy) : false, httpAgent, httpsAgent };
}

/** Plain http is forwarded: such a proxy sees all of it, and may be one that is talked to by TLS. */
function forwardedBy({ origin: { protocol, hostname, port } }: HttpProxy): AxiosProxyConfig {
  const host = hostname.replace(/^\[|\]$/g, "");
  return { protocol, host, port: Number(port || (protocol === "https:" ? 443 : 80)) };
}

/**
 * What to say of an environment that makes Node accept any certificate.
 *
 * @param endpoint the origin of the API
 */
export function uncheckedTls(
  env: Readonly<Record<string, string | undefined>>,
  endpoint: string,
): string | undefined {
  return env.NODE_TLS_REJECT_UNAUTHORIZED === "0" && endpoint.startsWith("https:")
    ? `NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate, so that anybody between this machine and ${endpoint} can read the password; unset it, and set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority`
    : undefined;
}
