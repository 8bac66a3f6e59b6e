import { Agent as HttpAgent, request as plainRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as secureRequest } from "node:https";
import type { Duplex } from "node:stream";
import type { HttpProxy } from "./proxy";

/** The proxy did not open the way; the API has seen nothing. */
export class TunnelError extends Error {
  override readonly name = "TunnelError";
  /** Of the connection to the proxy, such as `ENOTFOUND`. */
  readonly code?: string;

  /** @param status what the proxy answered, if it did */
  constructor(
    message: string,
    readonly status?: number,
    code?: string,
  ) {
    super(message);
    if (code !== undefined) this.code = code;
  }
}

/**
 * Connections through a proxy to a server that speaks TLS: the proxy learns its name and port, and sees nothing else.
 * (RFC 9110, section 9.3.6)
 *
 * Not https-proxy-agent: with `DEBUG=*` it prints the password of the proxy.
 */
export class Tunnel extends HttpsAgent {
  /** Out of the sight of Node, whose debug output prints agents. */
  readonly #proxy: HttpProxy;
  private readonly toProxy: HttpAgent;

  /**
   * @param timeoutMs for the way to be opened
   * @param signal ends every attempt to open it
   */
  constructor(
    proxy: HttpProxy,
    private readonly timeoutMs: number,
    private readonly signal?: AbortSignal,
  ) {
    super(KEPT_ALIVE);
    this.#proxy = proxy;
    this.toProxy = discreet(proxy.origin.protocol === "https:" ? new HttpsAgent() : new HttpAgent());
  }

  override createConnection(
    options: RequestOptions,
    connected: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.open(options).then(
      (socket) => connected(null, super.createConnection({ ...options, socket } as RequestOptions) as Duplex),
      (error) => connected(error, undefined as never),
    );
  }

  /** Asks the proxy for the way to the host of a request. */
  private open({ host, port }: RequestOptions): Promise<Duplex> {
    const { origin, authorization } = this.#proxy;
    const target = `${host?.includes(":") ? `[${host}]` : host}:${port}`;
    return new Promise((resolve, reject) => {
      const request = (origin.protocol === "https:" ? secureRequest : plainRequest)({
        agent: this.toProxy,
        host: origin.hostname.replace(/^\[|\]$/g, ""),
        port: origin.port,
        method: "CONNECT",
        path: target,
        headers: { Host: target, ...(authorization && { "Proxy-Authorization": authorization }) },
        ...(this.signal && { signal: this.signal }),
      });
      const timer = setTimeout(() => request.destroy(new Error("it did not answer in time")), this.timeoutMs);
      request.once("close", () => clearTimeout(timer));
      request.once("connect", ({ statusCode = 0 }, socket) => {
        if (statusCode >= 200 && statusCode < 300) return resolve(socket);
        socket.destroy();
        reject(new TunnelError(`status ${statusCode}`, statusCode));
      });
      request.once("error", ({ message, code }: NodeJS.ErrnoException) => {
        reject(new TunnelError(message, undefined, code));
      });
      request.end();
    });
  }
}

/** As Node's own agents have it since Node 20. */
export const KEPT_ALIVE = { keepAlive: true, scheduling: "lifo", timeout: 5_000 } as const;

/** How Node hands a request to an agent; its types leave that out. */
interface TakesRequests {
  addRequest(request: object, options: object): void;
}

/**
 * Keeps from an agent what it needs not to know: with `NODE_DEBUG=http` or `net`, Node prints all options of a request, its
 * headers with the token among them. The request itself has them all the same.
 */
export function discreet<A extends HttpAgent>(agent: A): A {
  const taker = agent as unknown as TakesRequests;
  const addRequest = taker.addRequest.bind(agent);
  taker.addRequest = (request, options) =>
    addRequest(request, { ...options, headers: undefined, auth: undefined });
  return agent;
}
