import type { Environment } from "./output";

/**
 * Three base64url parts: what the API's tokens look like (recorded). It begins only where a part begins, otherwise a
 * long text of nothing but `eyJ-` would be searched from each of them to the end.
 */
const JWT = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const AUTHORIZATION = /\b(Bearer) +[^\s"']+/gi;
const HIDDEN = "[hidden]";

/**
 * Hides the password and every token in a text, whoever put them there: a server may well repeat in an error what
 * it was sent. It has to see the text as it came: cleaned or cut, a password is no longer recognised.
 */
export function hiding({ CLC_PASSWORD, CLC_BEARER_TOKEN }: Environment): (text: string) => string {
  const secrets = [CLC_PASSWORD ?? "", CLC_BEARER_TOKEN ?? ""]
    .filter((secret) => secret.length > 3)
    .sort((one, other) => other.length - one.length);
  return (text) =>
    secrets
      .reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
      .replace(JWT, HIDDEN)
      .replace(AUTHORIZATION, `$1 ${HIDDEN}`);
}
