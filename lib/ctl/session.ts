import type { Credentials } from "./credentials";
import { CtlUnauthorized, type RequestName } from "./errors";
import type { Http, HttpAnswer, HttpRequest } from "./http";
import { type LoggedIn, logIn } from "./login";
import type { TokenCache } from "./token";
import { claimsOf } from "./token";

/**
 * Sends requests with a token, and gets a new token when one is refused: a long wait outlives tokens. Only what changes nothing
 * is sent again with it: a request that was answered with 401 on the way may have come through all the same.
 */
export class Session {
  private token: string | undefined;
  /** A token that must not be used any more, although there is no other one yet. */
  private refused: string | undefined;
  private renewing: Promise<string> | undefined;
  /** What the last login of this session gave. */
  private own: LoggedIn | undefined;

  /** @param onLogin called after each login, with the name of the user */
  constructor(
    private readonly http: Http,
    private readonly credentials: Credentials,
    private readonly onLogin: (userName: string) => void,
    private readonly cache: TokenCache | undefined,
  ) {
    this.token = credentials.token;
  }

  /** Whose token is used; `undefined` when there is none yet, or it does not tell. */
  get actor(): string | undefined {
    return this.token === this.own?.token ? this.own?.userName : claimsOf(this.token ?? "").userName;
  }

  /**
   * @returns the answer, of any status but 401
   * @throws CtlUnauthorized when the login or the new token is refused, or any token with a request that changes something
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const isUsable = this.token !== undefined && this.token !== this.refused;
    let token = isUsable ? (this.token as string) : await this.renew(this.token, request);
    let answer = await this.http.send({ ...request, token });
    if (answer.status === 401 && request.method !== "GET") {
      this.refused = token;
      const facts = { request: answer.request, status: 401 };
      throw new CtlUnauthorized("status 401", facts, "stale-token");
    }
    let isLastWord = false;
    while (answer.status === 401 && !isLastWord) {
      token = await this.renew(token, request);
      answer = await this.http.send({ ...request, token });
      // The token that another process left may be outdated as well; that of a new login is not.
      isLastWord = token === this.own?.token;
    }
    if (answer.status === 401) {
      throw new CtlUnauthorized("status 401, even with a new token", {
        request: answer.request,
        status: 401,
      });
    }
    return answer;
  }

  /** Requests side by side share one new token, and one that comes late uses what others got meanwhile. */
  private renew(refused: string | undefined, request: RequestName): Promise<string> {
    if (this.token !== undefined && this.token !== refused) {
      return Promise.resolve(this.token);
    }
    this.renewing ??= this.newToken(refused, request).finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async newToken(refused: string | undefined, { method, path }: RequestName): Promise<string> {
    const { login } = this.credentials;
    if (!login) {
      const what =
        "the token of CLC_BEARER_TOKEN is not accepted; get a new one, or set CLC_USERNAME and CLC_PASSWORD";
      throw new CtlUnauthorized(what, { request: { method, path }, status: 401 });
    }
    const logInAnew = async (): Promise<string> => {
      this.own = await logIn(this.http, login);
      this.onLogin(this.own.userName);
      return this.own.token;
    };
    const whose = { endpoint: this.http.origin, userName: login.username };
    const wanted = { ...whose, ...(refused !== undefined && { refused }) };
    this.token = await (this.cache ? this.cache.tokenFor(wanted, logInAnew) : logInAnew());
    return this.token;
  }
}
