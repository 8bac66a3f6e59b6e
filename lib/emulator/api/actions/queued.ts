import { statusLink } from "../links";

/** What the service says of one server that was put into the queue [REC]. */
export function queued(account: string, server: string, operationId: string): object {
  return { server, isQueued: true, links: [statusLink(account, operationId)] };
}

/** Why a server was not: it is none or busy, or there is nothing to do. Both sentences are known to clients [CODE]. */
export function notQueued(server: string, why: "invalid" | "already"): object {
  return { server, isQueued: false, errorMessage: WHY[why] };
}

const WHY = {
  invalid: "The operation cannot be queued because the server cannot be found or it is not in a valid state.",
  already: "The server already in desired state.",
};
