import { readJsonOrForm } from "../body";
import { errors } from "../errors";
import type { Route } from "../router";

/** [REC] The roles of a user with all permissions. */
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
 * POST /v2/authentication/login [REC ×119]. It takes JSON with keys in any case, and forms as in the
 * PowerShell sample [DOC].
 */
const login: Route = {
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

/** The login, and the account itself. */
export const accountRoutes: readonly Route[] = [
  login,
  {
    // The target of a server's `account` link, with the keys that the Python SDK reads [CODE].
    name: "account",
    method: "GET",
    path: "/v2/accounts/:account",
    handle({ world }) {
      const { alias, dataCenters } = world.store.account;
      const body = {
        accountAlias: alias,
        parentAlias: "",
        primaryDataCenter: dataCenters[0]?.id ?? "",
        status: "active",
        links: [{ rel: "self", href: `/v2/accounts/${alias.toLowerCase()}` }],
      };
      return { status: 200, body };
    },
  },
  {
    // [REC ×5], keys in the recorded order.
    name: "account",
    method: "GET",
    path: "/v2/accounts/:account/customFields",
    handle: ({ world }) => ({
      status: 200,
      body: world.store.account.customFields.map(({ id, name, isRequired, type, options }) => ({
        id,
        name,
        isRequired,
        type,
        options,
      })),
    }),
  },
  {
    // [REC ×12] The service's own Terraform provider requests it first, and stops at a 404 [RUN].
    name: "account",
    method: "GET",
    path: "/v2/alertPolicies/:account",
    handle({ permissions, world }) {
      const href = `/v2/alertPolicies/${world.store.account.alias.toLowerCase()}`;
      const verbs = permissions.readOnly ? ["GET"] : ["GET", "POST"];
      return { status: 200, body: { items: [], links: [{ rel: "self", href, verbs }] } };
    },
  },
];
