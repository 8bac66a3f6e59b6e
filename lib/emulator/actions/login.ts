import { errors } from "../errors";
import type { Call, Route } from "../router";

/**
 * POST /v2/authentication/login [REC]. Takes JSON with keys in any case, and the form encoding of the
 * documentation's PowerShell sample [DOC].
 */
export const login: Route = {
  name: "login",
  method: "POST",
  path: "/v2/authentication/login",
  anonymous: true,
  handle({ body, world }) {
    const fields = readFields(body);
    if (!fields) return errors.invalid();
    const { options, store, tokens } = world;
    if (fields.get("username") !== options.username || fields.get("password") !== options.password) {
      return errors.badCredentials();
    }
    const subject = {
      userName: options.username,
      accountAlias: store.account.alias,
      locationAlias: store.account.dataCenters[0]?.id ?? "",
      roles: options.readOnly ? ["ReadOnly"] : ["AccountAdmin", "ServerAdmin"],
    };
    return { status: 200, body: { ...subject, bearerToken: tokens.issue(subject) } };
  },
};

/** Keys in lower case; `undefined` when it looks like JSON and is none. */
function readFields(body: Call["body"]): Map<string, string> | undefined {
  // By its looks, not by Content-Type: clients are recorded to send either with none [RUN].
  if (!/^\s*[{["]/.test(body)) return lowerKeys([...new URLSearchParams(body)]);
  try {
    return lowerKeys(Object.entries(JSON.parse(body)));
  } catch {
    return undefined;
  }
}

function lowerKeys(entries: [string, unknown][]): Map<string, string> {
  return new Map(entries.map(([key, value]) => [key.toLowerCase(), String(value)]));
}
