import { readJsonOrForm } from "../body";
import { errors } from "../errors";
import type { Route } from "../router";

/** [REC] Those of a user who may do everything. */
const ROLES = [
  "AccountAdmin",
  "AccountViewer",
  "BillingAdmin",
  "DNSManager",
  "NetworkAdmin",
  "SecurityAdmin",
  "ServerAdmin",
  "ServerOperator",
  "ServerScheduler",
];

/**
 * POST /v2/authentication/login [REC ×119]. Takes JSON with keys in any case, and the form encoding of the
 * documentation's PowerShell sample [DOC].
 */
export const login: Route = {
  name: "login",
  method: "POST",
  path: "/v2/authentication/login",
  handle({ body, world }) {
    const { valid, fields } = readJsonOrForm(body);
    if (!valid) return errors.invalid();
    const { options, store, tokens } = world;
    if (fields.get("username") !== options.username || fields.get("password") !== options.password) {
      return errors.badCredentials();
    }
    const subject = {
      userName: options.username,
      accountAlias: store.account.alias,
      locationAlias: store.account.dataCenters[0]?.id ?? "",
      roles: options.readOnly ? ["AccountViewer"] : ROLES,
    };
    return { status: 200, body: { ...subject, bearerToken: tokens.issue(subject) } };
  },
};
