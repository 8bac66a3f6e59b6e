import type { Agent } from "node:http";

/** As Node's own agents have it since Node 20. */
export const KEPT_ALIVE = { keepAlive: true, scheduling: "lifo", timeout: 5_000 } as const;

/** How Node hands a request to an agent; its types leave that out. */
interface TakesRequests {
  addRequest(request: object, options: object): void;
}

/**
 * Keeps from an agent what it needs not to know: with `NODE_DEBUG=http` or `net`, Node prints all options of a request, its
 * headers with the token among them. The request itself has them all the same.
 */
export function discreet<A extends Agent>(agent: A): A {
  const taker = agent as unknown as TakesRequests;
  const addRequest = taker.addRequest.bind(agent);
  taker.addRequest = (request, options) =>
    addRequest(request, { ...options, headers: undefined, auth: undefined });
  return agent;
}
