import type { Environment, Output } from "./output";

/** Three base64url parts: what the API's tokens look like (recorded). */
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g;

/**
 * An output that never shows the password or a token, whoever put it into the text: a server may well repeat in an
 * error what it was sent.
 */
export function redacting(output: Output, env: Environment): Output {
  const secrets = [env.CLC_PASSWORD, env.CLC_BEARER_TOKEN].filter(
    (secret) => secret !== undefined && secret.length > 3,
  );
  return {
    isTerminal: output.isTerminal,
    write(text) {
      const safe = secrets.reduce(
        (rest: string, secret) => rest.replaceAll(secret as string, "[hidden]"),
        text,
      );
      output.write(safe.replace(JWT, "[hidden]"));
    },
  };
}
