import type { Environment } from "../contract/settings";
import { hideSecrets } from "../ctl/hide";

/**
 * Three base64url parts: what the API's tokens look like (recorded). It begins only where a part begins, otherwise a
 * long text of nothing but `eyJ-` would be searched from each of them to the end.
 */
const JWT = /(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
const AUTHORIZATION = /\b(Bearer) +[^\s"']+/gi;
const HIDDEN = "[hidden]";

/** Shorter ones come up by chance; only what a server says to a request that carried one is searched for it. */
const SHORTEST_SECRET = 4;

/**
 * Hides the password and every token in a text, whoever put them there: a server may well repeat in an error what
 * it was sent. It has to see the text as it came: cleaned or cut, a password is no longer recognised.
 */
export function hiding({
  CLC_USERNAME,
  CLC_PASSWORD,
  CLC_BEARER_TOKEN,
}: Environment): (text: string) => string {
  const texts = [CLC_PASSWORD ?? "", CLC_BEARER_TOKEN ?? ""].filter(
    ({ length }) => length >= SHORTEST_SECRET,
  );
  const pairs = texts.map((secret) => `${CLC_USERNAME}:${secret}`);
  const hide = hideSecrets({ texts, pairs });
  return (text) => hide(text).replace(JWT, HIDDEN).replace(AUTHORIZATION, `$1 ${HIDDEN}`);
}
