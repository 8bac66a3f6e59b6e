import type { Credentials } from "./credentials";
import { CtlBadAnswer, CtlRejected, CtlUnauthorized } from "./errors";
import { type Http, jsonOf } from "./http";

const LOGIN = { method: "POST", path: "/v2/authentication/login" } as const;

/** What a login answers. */
export interface LoggedIn {
  readonly token: string;
  readonly userName: string;
}

/** How the API refuses a login. Any other 4xx is of something on the way, which has not looked at the password. */
const REFUSALS = [400, 401, 403];

/**
 * Logs in. Bad credentials are a 400 with a message (API documentation, "Login").
 *
 * @throws CtlUnauthorized when the login is refused, another CtlError when there is no proper answer
 */
export async function logIn(
  http: Http,
  { username, password }: NonNullable<Credentials["login"]>,
): Promise<LoggedIn> {
  const secrets = { texts: [password], pairs: [`${username}:${password}`] };
  const answer = await http.send({ ...LOGIN, body: { username, password }, secrets });
  const { bearerToken, userName } = Object(unlessRefused(() => jsonOf(answer), username));
  if (typeof bearerToken !== "string" || bearerToken === "") {
    throw new CtlBadAnswer("the login response has no bearerToken", { request: LOGIN });
  }
  return { token: bearerToken, userName: typeof userName === "string" ? userName : username };
}

/**
 * @param message the server's own words, where they were heard just now
 * @param when such as "a moment ago"; nothing for right now
 */
export function loginRefused(
  userName: string,
  status: number | undefined,
  message?: string,
  when = "",
): CtlUnauthorized {
  const what = `the login of CLC_USERNAME "${userName}" was rejected${when} (${message ?? `status ${status}`})`;
  return new CtlUnauthorized(what, {
    request: LOGIN,
    ...(message !== undefined && { words: { message } }),
    ...(status !== undefined && { status }),
  });
}

function unlessRefused<T>(read: () => T, userName: string): T {
  try {
    return read();
  } catch (error) {
    // No login is refused like that (recorded: 400): something on the way has lost its routes, or CLC_BASE_URL leads elsewhere.
    if (error instanceof CtlRejected && error.status === 404) {
      throw new CtlBadAnswer("there is no login here (status 404)", { request: LOGIN, status: 404 });
    }
    if (error instanceof CtlRejected && REFUSALS.includes(error.status ?? 0)) {
      throw loginRefused(userName, error.status, error.serverMessage);
    }
    throw error;
  }
}
