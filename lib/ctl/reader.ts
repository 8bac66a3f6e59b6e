import { type GenericSchema, type InferInput, is } from "valibot";
import type { Target } from "../archival/target";
import { type GroupBody, groupSchema } from "./bodies";
import { CtlBadAnswer, type RequestName } from "./errors";
import { type HttpAnswer, type HttpRequest, isNotFound, jsonOf } from "./http";
import type { Session } from "./session";

export type GetRequest = HttpRequest & { readonly method: "GET" };

/** Servers in full instead of links to them. */
export const DETAILED = { serverDetail: "detailed" };

/** Reads with the token of a session, and believes no answer that is not what was asked for. */
export class Reader {
  constructor(private readonly session: Session) {}

  /** @returns `undefined` when there is no such thing (404) */
  async read<Schema extends GenericSchema>(
    request: GetRequest,
    schema: Schema,
    what: string,
  ): Promise<InferInput<Schema> | undefined> {
    const answer = await this.session.send(request);
    return isNotFound(answer) ? undefined : checked(answer, schema, what);
  }

  /** @returns `undefined` when there is no such group (404) */
  async group(target: Target, query: Readonly<Record<string, string>> = {}): Promise<GroupBody | undefined> {
    const request = groupRequest(target, query);
    const body = await this.read(request, groupSchema, "group");
    if (body && body.id.toLowerCase() !== target.groupId.toLowerCase()) {
      throw badAnswer("the response is about another group", request);
    }
    return body;
  }
}

export function get(path: string, query: Readonly<Record<string, string>> = {}): GetRequest {
  return { method: "GET", path, query };
}

export function groupRequest(
  { accountAlias, groupId }: Target,
  query: Readonly<Record<string, string>> = {},
): GetRequest {
  return get(`/v2/groups/${accountAlias}/${groupId}`, query);
}

/**
 * The body of an answer, as it came. What is wrong with it is not said: those words would be the server's, which may repeat a secret.
 *
 * @param what it must be, such as `group`
 * @throws CtlBadAnswer when it is something else, and what `jsonOf` throws
 */
export function checked<Schema extends GenericSchema>(
  answer: HttpAnswer,
  schema: Schema,
  what: string,
): InferInput<Schema> {
  const body = jsonOf(answer);
  if (!is(schema, body)) {
    throw badAnswer(`the response is not a ${what}`, answer.request);
  }
  return body;
}

export function badAnswer(what: string, { method, path }: RequestName): CtlBadAnswer {
  return new CtlBadAnswer(what, { request: { method, path } });
}
