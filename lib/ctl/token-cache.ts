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
