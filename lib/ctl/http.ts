import axios, { type AxiosInstance, type AxiosResponse } from "axios";
import { connectionError, isPassing, proxyError } from "./connection-error";
import {
  CtlBadAnswer,
  CtlError,
  CtlRejected,
  CtlTooLarge,
  CtlUnavailable,
  CtlUnreachable,
  type RequestName,
} from "./errors";
import { hideSecrets, type Secrets } from "./hide";
import { holdsTooMuch, LARGEST_ANSWER_BYTES, MOST_VALUES, parseJson } from "./json";
import { type HttpProxy, proxyFor } from "./proxy";
import { retryAfter } from "./retry-after";
import { quote, serverWords } from "./server-words";
import { wayTo } from "./way";

export interface HttpRequest extends RequestName {
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly body?: unknown;
  /** What the body holds and nobody may see. */
  readonly secrets?: Secrets;
}

/** An answer of any status, read as text. */
export interface HttpAnswer {
  readonly request: RequestName;
  readonly status: number;
  readonly contentType: string;
  /** How long the server asks to be left alone, in ms. */
  readonly retryAfterMs?: number;
  readonly text: string;
  /** Takes out of a text what the request carried in secret: a server may repeat it, and errors are printed. */
  readonly hide: (text: string) => string;
}

/** Requests to one origin. Connections are kept alive, and the proxy is taken from the environment. */
export class Http {
  private readonly axios: AxiosInstance;
  private readonly proxy: HttpProxy | undefined;

  /**
   * @param origin such as `https://api.ctl.io`
   * @param timeoutMs for one whole request, from connecting to the last byte
   * @param signal ends every request, also one that is sent later
   * @throws UsageError when the proxy of the environment is malformed
   */
  constructor(
    readonly origin: string,
    private readonly timeoutMs: number,
    private readonly signal?: AbortSignal,
  ) {
    this.proxy = proxyFor(origin, process.env);
    // For https the tunnel tells the proxy who asks, and the proxy alone.
    const authorization = origin.startsWith("http:") && this.proxy?.authorization;
    this.axios = axios.create({
      baseURL: origin,
      adapter: "http",
      ...wayTo(origin, this.proxy, timeoutMs, signal),
      // A redirect would carry the token to a place nobody configured.
      maxRedirects: 0,
      maxContentLength: LARGEST_ANSWER_BYTES,
      responseType: "text",
      transformResponse: [(text: string) => text],
      validateStatus: () => true,
      headers: {
        Accept: "application/json",
        "User-Agent": "cdktf-archived-group",
        ...(authorization && { "Proxy-Authorization": authorization }),
      },
    });
  }

  /**
   * @throws CtlUnreachable when there is no answer, CtlBlocked when the way to one is closed, CtlTooLarge when it is too
   *   large to be read
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { method, path, token, secrets = { texts: token ? [token] : [] } } = request;
    // Not AbortSignal.timeout: its timer lets the process end, and after "101 Switching Protocols" nothing else is left.
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.timeoutMs);
    try {
      const response: AxiosResponse<string> = await this.axios.request({
        method,
        url: path,
        params: request.query ?? {},
        data: request.body,
        headers: {
          // Without a body the library would still claim a form.
          "Content-Type": request.body === undefined ? false : "application/json",
          ...(token && { Authorization: `Bearer ${token}` }),
        },
        signal: this.signal ? AbortSignal.any([this.signal, timeout.signal]) : timeout.signal,
      });
      if (response.status === 407) {
        throw proxyError(407, { method, path }, this.origin, this.proxy);
      }
      const { "retry-after": wait, date } = response.headers as Record<string, string | undefined>;
      // Measured by the server's clock where it tells it, so that a wrong one on either side does no harm.
      const retryAfterMs = retryAfter(wait, Date.parse(date ?? "") || Date.now());
      return {
        request: { method, path },
        status: response.status,
        contentType: String(response.headers["content-type"] ?? ""),
        text: response.data ?? "",
        hide: hideSecrets({ ...secrets, texts: [...secrets.texts, ...(this.proxy?.secrets ?? [])] }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
    } catch (error) {
      throw error instanceof CtlError ? error : this.errorFrom(error, { method, path });
    } finally {
      clearTimeout(timer);
    }
  }

  private errorFrom(error: unknown, request: RequestName): CtlError {
    const { origin, timeoutMs } = this;
    if (isTooLarge(error)) {
      return new CtlTooLarge(`more than ${LARGEST_ANSWER_BYTES / 1_000_000} MB`, { request });
    }
    if (axios.isCancel(error)) {
      const time = this.signal?.aborted ? "in time" : `within ${timeoutMs / 1_000} s`;
      return new CtlUnreachable(`no response from ${origin} ${time}`, { request });
    }
    return connectionError(error as Error, request, origin, this.proxy);
  }
}

function isTooLarge(error: unknown): boolean {
  return axios.isAxiosError(error) && error.message.startsWith("maxContentLength");
}

/**
 * The parsed body of a successful answer.
 *
 * @throws CtlRejected, CtlUnavailable, CtlTooLarge or CtlBadAnswer when it is none
 */
export function jsonOf(answer: HttpAnswer): unknown {
  const { request, status, text } = answer;
  if (status >= 200 && status < 300 && holdsTooMuch(text)) {
    throw new CtlTooLarge(`more than ${MOST_VALUES.toLocaleString("en-US")} values`, { request });
  }
  const body = parseJson(text);
  if (status >= 200 && status < 300 && body !== undefined) {
    return body;
  }
  throw errorOf(answer, body);
}

/** Whether the API says that there is no such thing: 404 with an empty body (recorded) or JSON, not a proxy's page. */
export function isNotFound({ status, text, contentType }: HttpAnswer): boolean {
  // Asked of every answer, and trees of groups are long: only a 404 is parsed for it.
  return status === 404 && (text === "" || (contentType.includes("json") && parseJson(text) !== undefined));
}

function errorOf(
  { request, status, contentType, text, retryAfterMs, hide }: HttpAnswer,
  body: unknown,
): CtlError {
  const words = serverWords(body, hide);
  const facts = { request, status, words };
  const what = `status ${status}${quote(words)}`;
  if (isPassing(status)) {
    return new CtlUnavailable(what, { ...facts, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  }
  if (status < 400 || (body === undefined && text !== "")) {
    const got = status >= 300 && status < 400 ? "a redirect" : describe(contentType, text);
    return new CtlBadAnswer(`${got} instead of the API's JSON, with status ${status}`, { request, status });
  }
  return new CtlRejected(what, facts);
}

function describe(contentType: string, text: string): string {
  if (text === "") {
    return "an empty answer";
  }
  return contentType.includes("html") || /^\s*</.test(text) ? "an HTML page" : "broken JSON";
}
