import type { Clock } from "../archival/ports";
import { DEFAULT_ENDPOINT, parseEndpoint } from "../common/endpoint";
import type { Environment } from "../contract/settings";
import { CtlClient } from "../ctl/client";
import { credentialsFrom } from "../ctl/credentials";
import { uncheckedTls } from "../ctl/way";
import { storeFrom } from "./memory";

/**
 * A client for what an environment says, with the token that processes share.
 *
 * @param tell is told of each login, and of an environment that should be another
 * @throws UsageError or CredentialsError when the environment leads nowhere
 */
export function clientFrom(
  { env, clock, random }: { readonly env: Environment; readonly clock: Clock; random(): number },
  tell: { loggedIn(userName: string): void; warn(sentence: string): void },
  signal?: AbortSignal,
): CtlClient {
  const endpoint = endpointFrom(env);
  const unchecked = uncheckedTls(env, endpoint);
  if (unchecked) tell.warn(unchecked);
  return new CtlClient({
    endpoint,
    credentials: credentialsFrom(env),
    tokenCache: storeFrom(env).tokenCache(clock, random),
    onLogin: tell.loggedIn,
    ...(signal && { signal }),
  });
}

/** @throws UsageError when CLC_BASE_URL is malformed */
export function endpointFrom(env: Environment): string {
  return parseEndpoint("CLC_BASE_URL", env.CLC_BASE_URL || DEFAULT_ENDPOINT, env.CLC_ALLOW_HTTP === "1");
}
