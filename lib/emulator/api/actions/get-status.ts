import { errors } from "../errors";
import type { Route } from "../router";

/** GET /v2/operations/{account}/status/{id} [REC]: one word and nothing else, not even after a failure. */
export const getStatus: Route = {
  name: "getStatus",
  method: "GET",
  path: "/v2/operations/:account/status/:operationId",
  handle({ params, world: { operations } }) {
    const operation = operations.get(params.operationId ?? "");
    if (!operation) return errors.notFound();
    return { status: 200, body: { status: operations.status(operation) } };
  },
};
