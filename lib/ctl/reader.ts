import type { Target } from "../archival/target";
import { CtlBadAnswer, type RequestName } from "./errors";
import { isGroupBody } from "./groups";
import { type HttpRequest, isNotFound, jsonOf } from "./http";
import type { Session } from "./session";
import type { GroupBody } from "./wire";

export type GetRequest = HttpRequest & { readonly method: "GET" };

/** Servers in full instead of links to them. */
export const DETAILED = { serverDetail: "detailed" };

/** Reads with the token of a session, and believes no answer that is not what was asked for. */
export class Reader {
  constructor(private readonly session: Session) {}

  /** @returns `undefined` when there is no such thing (404) */
  async read<T>(
    request: GetRequest,
    isBody: (value: unknown) => value is T,
    what: string,
  ): Promise<T | undefined> {
    const answer = await this.session.send(request);
    if (isNotFound(answer)) {
      return undefined;
    }
    const body = jsonOf(answer);
    if (!isBody(body)) {
      throw badAnswer(`the answer is no ${what}`, request);
    }
    return body;
  }

  /** @returns `undefined` when there is no such group (404) */
  async group(target: Target, query: Readonly<Record<string, string>> = {}): Promise<GroupBody | undefined> {
    const request = groupRequest(target, query);
    const body = await this.read(request, isGroupBody, "group");
    if (body && body.id.toLowerCase() !== target.groupId.toLowerCase()) {
      throw badAnswer("the answer is another group", request);
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

export function badAnswer(what: string, { method, path }: RequestName): CtlBadAnswer {
  return new CtlBadAnswer(what, { request: { method, path } });
}
