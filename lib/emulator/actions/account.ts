import type { Route } from "../router";

/** GET /v2/accounts/{account}, the target of a server's `account` link: what the Python SDK reads of it [CODE]. */
export const getAccount: Route = {
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
};
