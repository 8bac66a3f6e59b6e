import type { PlatformError } from "../archival/platform";

/** A token, a login, or both: the token is used first, the login when the token is refused. */
export interface Credentials {
  /** A bearer token, such as a login answers. */
  readonly token?: string;
  /** What `POST /v2/authentication/login` takes. */
  readonly login?: { readonly username: string; readonly password: string };
}

/** There are no usable credentials. */
export class CredentialsError extends Error implements PlatformError {
  override readonly name = "CredentialsError";
  readonly trouble = "credentials";
}

/**
 * Reads `CLC_BEARER_TOKEN`, `CLC_USERNAME` and `CLC_PASSWORD`.
 *
 * @throws CredentialsError when there are none, or only half of a login
 *
 * @example
 * const client = new CtlClient({ endpoint: "https://api.ctl.io", credentials: credentialsFrom(process.env) });
 */
export function credentialsFrom(env: Readonly<Record<string, string | undefined>>): Credentials {
  const { CLC_BEARER_TOKEN: token, CLC_USERNAME: username, CLC_PASSWORD: password } = env;
  if (token && /[^\x21-\x7e]/.test(token)) {
    throw new CredentialsError(
      "CLC_BEARER_TOKEN holds characters that no token has; set it to the token alone",
    );
  }
  if (username && password) {
    return { login: { username, password }, ...(token && { token }) };
  }
  if (username || password) {
    const [set, unset] = username ? ["CLC_USERNAME", "CLC_PASSWORD"] : ["CLC_PASSWORD", "CLC_USERNAME"];
    throw new CredentialsError(`${set} is set but ${unset} is not; set both, or CLC_BEARER_TOKEN alone`);
  }
  if (token) {
    return { token };
  }
  throw new CredentialsError("no credentials: set CLC_USERNAME and CLC_PASSWORD, or CLC_BEARER_TOKEN");
}
