import type { Route } from "../router";

/** What an account has. */
export const accountRoutes: readonly Route[] = [
  {
    // The target of a server's `account` link: what the Python SDK reads of it [CODE].
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
    // [REC ×12] The service's own Terraform provider asks for it before anything else, and stops at a 404 [RUN].
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
