import type { Credentials } from "./credentials";
import { CtlBadAnswer, CtlRejected, CtlUnauthorized, type RequestName } from "./errors";
import { type Http, type HttpAnswer, type HttpRequest, jsonOf } from "./http";

const LOGIN = { method: "POST", path: "/v2/authentication/login" } as const;

/** Sends requests with a token, and gets a new token once when one is refused: a long wait outlives tokens. */
export class Session {
  private token: string | undefined;
  private loggingIn: Promise<string> | undefined;

  /** @param onLogin called after each login, with the name of the user */
  constructor(
    private readonly http: Http,
    private readonly credentials: Credentials,
    private readonly onLogin: (userName: string) => void,
  ) {
    this.token = credentials.token;
  }

  /**
   * @returns the answer, of any status but 401
   * @throws CtlUnauthorized when the login or the new token is refused
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const token = this.token ?? (await this.renew(undefined, request));
    const answer = await this.http.send({ ...request, token });
    if (answer.status !== 401) {
      return answer;
    }
    const second = await this.http.send({ ...request, token: await this.renew(token, request) });
    if (second.status === 401) {
      throw new CtlUnauthorized("status 401, even with a new token", {
        request: second.request,
        status: 401,
      });
    }
    return second;
  }

  /** Requests side by side share one login, and one that comes late uses the token that others got meanwhile. */
  private renew(refused: string | undefined, request: RequestName): Promise<string> {
    if (this.token !== undefined && this.token !== refused) {
      return Promise.resolve(this.token);
    }
    this.loggingIn ??= this.login(request).finally(() => {
      this.loggingIn = undefined;
    });
    return this.loggingIn;
  }

  private async login({ method, path }: RequestName): Promise<string> {
    const { login } = this.credentials;
    if (!login) {
      const what =
        "the token of CLC_BEARER_TOKEN is not accepted; get a new one, or set CLC_USERNAME and CLC_PASSWORD";
      throw new CtlUnauthorized(what, { request: { method, path }, status: 401 });
    }
    const { bearerToken, userName } = await this.answerTo(login);
    if (typeof bearerToken !== "string" || bearerToken === "") {
      throw new CtlBadAnswer("the login's answer holds no bearerToken", { request: LOGIN });
    }
    this.token = bearerToken;
    this.onLogin(typeof userName === "string" ? userName : login.username);
    return bearerToken;
  }

  /** Bad credentials are a 400 with a message (API documentation, "Login"). */
  private async answerTo(login: { username: string; password: string }): Promise<Record<string, unknown>> {
    const body = { username: login.username, password: login.password };
    const answer = await this.http.send({ ...LOGIN, body, secret: login.password });
    try {
      return Object(jsonOf(answer));
    } catch (error) {
      if (error instanceof CtlRejected) {
        const { request, status, serverMessage } = error;
        const words = serverMessage ? { message: serverMessage } : {};
        const what = `the login of CLC_USERNAME "${login.username}" was refused (${serverMessage ?? `status ${status}`})`;
        throw new CtlUnauthorized(what, { request, words, ...(status !== undefined && { status }) });
      }
      throw error;
    }
  }
}
