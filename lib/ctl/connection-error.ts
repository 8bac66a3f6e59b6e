import type { TLSSocket } from "node:tls";
import { CtlBlocked, type CtlError, CtlUnavailable, CtlUnreachable, type RequestName } from "./errors";
import type { HttpProxy } from "./proxy";
import { TunnelError } from "./tunnel";

/** A connection that failed, as the library tells of it. */
interface Failure {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly request?: { readonly socket?: Partial<TLSSocket> | null };
}

/** Nobody whom this machine trusts has signed it (Node, "X509 certificate error codes"). */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|CERT_UNTRUSTED|INVALID_CA)$/;
const OTHER_CERTIFICATE =
  /^((CERT|CRL)_\w+|ERROR_IN_(CERT|CRL)_\w+|UNABLE_TO_(GET|DECRYPT|DECODE)_\w+|PATH_LENGTH_EXCEEDED|INVALID_PURPOSE|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_FORMAT)$/;

/**
 * What it means that a request got no response from the API.
 *
 * @param failure the library's error, which holds the request with its headers: only its words are taken
 * @param origin of the API
 * @param proxy that the request went through
 */
export function connectionError(
  failure: Failure,
  request: RequestName,
  origin: string,
  proxy: HttpProxy | undefined,
): CtlError {
  const { code, message, cause = failure } = failure;
  if (cause instanceof TunnelError && cause.status !== undefined) {
    return proxyError(cause.status, request, origin, proxy);
  }
  const blocked = whyBlocked(failure, origin, proxy);
  if (blocked !== undefined) {
    return new CtlBlocked(blocked, { request });
  }
  const who = cause instanceof TunnelError ? `the proxy of ${proxy?.variable}` : origin;
  const why = `${code && !message?.includes(code) ? `${code} ` : ""}${message || "connection failed"}`;
  return new CtlUnreachable(`no response from ${who} (${why})`, { request });
}

/** Of a status that a proxy answers to a request which it does not let through. */
export function proxyError(
  status: number,
  request: RequestName,
  origin: string,
  proxy: HttpProxy | undefined,
): CtlError {
  const facts = { request, status };
  const variable = proxy?.variable ?? "HTTPS_PROXY";
  if (status === 407) {
    const refused = proxy?.authorization ? ", and does not accept those that are set" : "";
    return new CtlBlocked(`the proxy asks for a user and a password (${variable})${refused}`, facts);
  }
  const what = `the proxy of ${variable} does not let requests through to ${origin} (status ${status})`;
  return isPassing(status) ? new CtlUnavailable(what, facts) : new CtlBlocked(what, facts);
}

/** Whether the same request may well be answered later. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * Why a connection failed, with what to do, where that does not pass by itself. All of it happens before a request is written,
 * so that the server has not seen it.
 */
function whyBlocked(failure: Failure, origin: string, proxy: HttpProxy | undefined): string | undefined {
  const { cause, code = "" } = failure;
  const isOfProxy = proxy !== undefined && (cause instanceof TunnelError || origin.startsWith("http:"));
  const setting = isOfProxy ? proxy.variable : "CLC_BASE_URL";
  const url = isOfProxy ? proxy.origin : new URL(origin);
  const whose = isOfProxy ? `the proxy ${url.origin}` : url.origin;
  if (code === "ENOTFOUND") {
    return `the host ${url.hostname} is not known (${code}); check ${setting}, and the DNS of this machine`;
  }
  if (isWithoutTls(failure)) {
    return `${whose} does not speak TLS at this port; check scheme and port in ${setting}`;
  }
  if (UNTRUSTED.test(code)) {
    return `the certificate of ${whose} is not trusted (${code}); set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority`;
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return `the certificate of ${whose} is for another host (${code}); check ${setting}`;
  }
  if (OTHER_CERTIFICATE.test(code)) {
    return `the certificate of ${whose} is not valid (${code}); renew it, and check the clock of this machine`;
  }
  return undefined;
}

/** Only during the handshake: later on, the request may have been written. */
function isWithoutTls({ cause, message = "", request }: Failure): boolean {
  const isEarly = cause instanceof TunnelError || request?.socket?.alpnProtocol === null;
  return isEarly && /wrong version number|packet length too long|http request/i.test(message);
}
