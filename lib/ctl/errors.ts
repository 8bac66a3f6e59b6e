import type { PlatformError, Trouble } from "../archival/platform";
import { MOST_SERVERS } from "./json";

/** The request that an error is about, without its query, headers and body. */
export interface RequestName {
  /** The HTTP method. */
  readonly method: "GET" | "POST";
  /** Such as `/v2/groups/ALTD/2a5c0b9662cf4fc8bf6180f139facdc0`. */
  readonly path: string;
}

/** What the server said about an error, in its own words. */
export interface ServerWords {
  readonly message?: string;
  /** Field by field; state errors use the empty key (API documentation, "modelState"). */
  readonly modelState?: Readonly<Record<string, readonly string[]>>;
}

interface CtlErrorFacts {
  readonly request: RequestName;
  readonly status?: number;
  readonly words?: ServerWords;
  readonly retryAfterMs?: number;
}

/**
 * The API could not or would not do what was asked. None of these errors ever holds a token, a password or the
 * library's own error, which would carry both.
 */
export abstract class CtlError extends Error implements PlatformError {
  abstract readonly trouble: Trouble;
  /** The request that failed. */
  readonly request: RequestName;
  /** HTTP status; absent when there was no answer. */
  readonly status?: number;
  /** The server's own sentence, the `message` of its answer. */
  readonly serverMessage?: string;
  /** The server's own words about each field; errors of state use the empty key. */
  readonly modelState?: Readonly<Record<string, readonly string[]>>;
  /** What the server asked for with `Retry-After`, in ms. */
  readonly retryAfterMs?: number;

  /** @internal */
  constructor(what: string, facts: CtlErrorFacts) {
    super(`${what}: ${facts.request.method} ${facts.request.path}`);
    this.name = new.target.name;
    this.request = facts.request;
    if (facts.status !== undefined) this.status = facts.status;
    if (facts.words?.message !== undefined) this.serverMessage = facts.words.message;
    if (facts.words?.modelState !== undefined) this.modelState = facts.words.modelState;
    if (facts.retryAfterMs !== undefined) this.retryAfterMs = facts.retryAfterMs;
  }
}

/** The login was refused, or a token was refused and could not be renewed. */
export class CtlUnauthorized extends CtlError {
  /** `stale-token`: a POST was answered with 401; it may have been accepted all the same, and the next request logs in. */
  readonly trouble: "credentials" | "stale-token";

  /** @internal */
  constructor(what: string, facts: CtlErrorFacts, trouble: CtlUnauthorized["trouble"] = "credentials") {
    super(what, facts);
    this.trouble = trouble;
  }
}

/** The server understood and refused: 4xx other than 401, 408 and 429. */
export class CtlRejected extends CtlError {
  readonly trouble = "rejected";

  /** 400 is what state errors come with (API v1, code 6); a restore may be answered with 200 and the word that it was not queued. */
  get isConflict(): boolean {
    return this.request.method === "POST" && [200, 202, 400, 409].includes(this.status ?? 0);
  }
}

/**
 * The request never came to the server, and to try again at once would change nothing: a certificate that is not trusted,
 * a host that nobody knows, a proxy that asks for a password.
 */
export class CtlBlocked extends CtlError {
  readonly trouble = "rejected";
}

/** The server cannot answer now: 408, 429, 5xx. */
export class CtlUnavailable extends CtlError {
  /** Of these, only a 429 says that nothing was done (RFC 6585, section 4). */
  get trouble(): Trouble {
    return this.status === 429 ? "throttled" : "transient";
  }
}

/** No answer: the connection failed, was reset, or timed out. */
export class CtlUnreachable extends CtlError {
  readonly trouble = "transient";
}

/** An answer that is too large to be read, also the next time. What was asked may or may not have been done. */
export class CtlTooLarge extends CtlError {
  readonly trouble = "too-large";

  /** @internal */
  constructor(size: string, facts: CtlErrorFacts) {
    super(
      `the response is too large (${size}; the limit leaves room for a group of ${MOST_SERVERS.toLocaleString("en-US")} servers)`,
      facts,
    );
  }
}

/** An answer that the API would not give: a page of a proxy, cut-off JSON, a redirect, nothing at all. */
export class CtlBadAnswer extends CtlError {
  readonly trouble = "transient";
}
