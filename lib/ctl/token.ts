import { parseJson } from "./json";

/** What a token says about itself. It is not verified: that is the server's business. */
export interface TokenClaims {
  /** The claim `unique_name` (recorded). */
  readonly userName?: string;
  /** The claim `exp`, in ms since the epoch. */
  readonly expiresAt?: number;
}

/** Reads a JSON Web Token (RFC 7519); nothing is known of any other text. */
export function claimsOf(token: string): TokenClaims {
  try {
    const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
    const { unique_name: userName, exp } = Object(parseJson(payload));
    return {
      ...(typeof userName === "string" && userName && { userName }),
      ...(Number.isFinite(exp) && { expiresAt: exp * 1_000 }),
    };
  } catch {
    return {};
  }
}

/** Whose token is wanted, and where it has to be good. */
export interface TokenRequest {
  /** The origin of the API. */
  readonly endpoint: string;
  /** Who logs in. */
  readonly userName: string;
  /** A token that the server does not accept any more. */
  readonly refused?: string;
}

/** Shares the token of one login between processes. */
export interface TokenCache {
  /**
   * A token of that user, and never the one that was refused.
   *
   * @param logIn gets a new one; called once at most
   * @throws CtlError what `logIn` throws; never for a problem of the cache itself
   */
  tokenFor(request: TokenRequest, logIn: () => Promise<string>): Promise<string>;
}
