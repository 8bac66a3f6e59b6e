import type { Group, Operation, Platform, Server } from "../archival/platform";
import { type Progress, queueStateOf } from "../archival/states";
import type { Target } from "../archival/target";
import { ArchiveGroups } from "./archive-groups";
import { dataCentersSchema, serverSchema } from "./bodies";
import type { Credentials } from "./credentials";
import { CtlRejected, CtlUnavailable } from "./errors";
import { type DataCenter, type GroupName, toDataCenter, toGroup, toGroupName, toServer } from "./groups";
import { Http, isNotFound, jsonOf } from "./http";
import { statusPath, toOperation, toRestoreAnswer, toStatus } from "./queue";
import { badAnswer, checked, DETAILED, get, groupRequest, Reader } from "./reader";
import {
  activitiesSchema,
  billingSchema,
  type Charges,
  type ScheduledActivity,
  toActivity,
  toCharges,
} from "./readings";
import { quote, serverWords } from "./server-words";
import { Session } from "./session";
import type { TokenCache } from "./token";

/** How many times as long as one request a group may take whose servers have to be read one by one. */
const REQUESTS_A_LOOK = 20;

/** Where the API answers, and who asks. */
export interface CtlClientConfig {
  /** The origin of the API, as {@link parseEndpoint} gives it. */
  readonly endpoint: string;
  /** Used for one login when the first request needs it, and for one more whenever a token is refused. */
  readonly credentials: Credentials;
  /** For one request, in ms. @default 30_000 */
  readonly timeoutMs?: number;
  /** Called after each login, with the name of the user. @default - nobody is told */
  readonly onLogin?: (userName: string) => void;
  /** Shares the token of a login with other clients. @default - none: one login per client */
  readonly tokenCache?: TokenCache;
  /** Ends every request, also one that is sent later. @default - none: each ends by its own time limit */
  readonly signal?: AbortSignal;
}

/**
 * The CTL API v2, as far as archival needs it: no retries except of a read whose token was refused, once; links are followed only
 * on the configured origin; the proxy comes from `HTTPS_PROXY` and `NO_PROXY` (this machine is always asked directly).
 *
 * @throws UsageError from the constructor, when the proxy of the environment is malformed
 * @throws CtlError from every method
 * @see https://www.ctl.io/api-docs/v2/
 *
 * @example
 * const client = new CtlClient({ endpoint: "https://api.ctl.io", credentials: credentialsFrom(process.env) });
 * const group = await client.group({ accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" });
 */
export class CtlClient implements Platform {
  readonly endpoint: string;
  private readonly session: Session;
  private readonly timeoutMs: number;
  private readonly reader: Reader;
  private readonly archives: ArchiveGroups;

  constructor({
    endpoint,
    credentials,
    timeoutMs = 30_000,
    onLogin = () => {},
    tokenCache,
    signal,
  }: CtlClientConfig) {
    this.timeoutMs = timeoutMs;
    this.endpoint = endpoint;
    this.session = new Session(new Http(endpoint, timeoutMs, signal), credentials, onLogin, tokenCache);
    this.reader = new Reader(this.session);
    this.archives = new ArchiveGroups(this.reader, (accountAlias) => this.knownDataCenters(accountAlias));
  }

  /** Who asks: the user of the login or of the token; `undefined` before the first login, or when a token names none. */
  get actor(): string | undefined {
    return this.session.actor;
  }

  /** `GET /v2/datacenters/{alias}?groupLinks=true`: all data centers, each with the root of its groups. */
  async dataCenters(accountAlias: string): Promise<DataCenter[]> {
    const request = get(`/v2/datacenters/${accountAlias}`, { groupLinks: "true" });
    const answer = await this.session.send(request);
    return checked(answer, dataCentersSchema, "list of data centers").map(toDataCenter);
  }

  /**
   * `GET /v2/groups/{alias}/{id}?serverDetail=detailed`: the group with everything below it; `undefined` when there is
   * none (404).
   */
  async group(target: Target): Promise<Group | undefined> {
    const body = await this.reader.group(target, DETAILED);
    const readUntil = Date.now() + REQUESTS_A_LOOK * this.timeoutMs;
    return (
      body &&
      toGroup(body, (id) => {
        if (Date.now() > readUntil) {
          const request = groupRequest(target, DETAILED);
          throw new CtlUnavailable("reading its servers one by one takes too long", { request });
        }
        return this.server(target.accountAlias, id);
      })
    );
  }

  /**
   * `GET /v2/groups/{alias}/{id}`: name and parent of a group, without what is in it; `undefined` when there is none (404).
   */
  async groupName(target: Target): Promise<GroupName | undefined> {
    const body = await this.reader.group(target);
    return body && toGroupName(body);
  }

  /**
   * `GET /v2/groups/{alias}/{id}?serverDetail=detailed` of the "Archive" groups of the data centers that the servers are in:
   * those of the servers that are shown there. Finding these groups takes two requests more, once.
   */
  archivedServers(accountAlias: string, serverIds: readonly string[]): Promise<Server[]> {
    return this.archives.among(accountAlias, serverIds);
  }

  /**
   * Whether the API still shows what must exist: the group above a group that is missing, where it is known, else a root
   * group of the account, which can never be archived. Behind a gateway that has lost its routes, nothing does.
   */
  async isAnswering(accountAlias: string, parentId: string | undefined): Promise<boolean> {
    if (parentId !== undefined && (await this.groupName({ accountAlias, groupId: parentId }))) {
      return true;
    }
    const roots = (await this.knownDataCenters(accountAlias)).map(({ rootGroupId }) => rootGroupId);
    for (const groupId of roots) {
      if (groupId !== undefined && (await this.groupName({ accountAlias, groupId }))) {
        return true;
      }
    }
    // To a user who sees no links to the root groups, the data centers themselves have to do.
    return roots.length > 0 && roots.every((groupId) => groupId === undefined);
  }

  /**
   * `GET /v2/groups/{alias}/{id}/billing`: what each server in the group and below costs, by its id; `undefined` when there
   * is no such group (404).
   */
  async billing({ accountAlias, groupId }: Target): Promise<ReadonlyMap<string, Charges> | undefined> {
    const request = get(`/v2/groups/${accountAlias}/${groupId}/billing`);
    const body = await this.reader.read(request, billingSchema, "billing");
    return body && toCharges(body);
  }

  /**
   * `GET /v2/groups/{alias}/{id}/scheduledActivities`: what will be done to the group by schedule; `undefined` when there
   * is no such group (404).
   */
  async scheduledActivities({ accountAlias, groupId }: Target): Promise<ScheduledActivity[] | undefined> {
    const request = get(`/v2/groups/${accountAlias}/${groupId}/scheduledActivities`);
    const body = await this.reader.read(request, activitiesSchema, "list of scheduled activities");
    return body?.map(toActivity);
  }

  /** `GET /v2/servers/{alias}/{id}`; `undefined` when there is none (404). */
  async server(accountAlias: string, serverId: string): Promise<Server | undefined> {
    const request = get(`/v2/servers/${accountAlias}/${encodeURIComponent(serverId)}`);
    const body = await this.reader.read(request, serverSchema, "server");
    if (!body) {
      return undefined;
    }
    if (body.id.toLowerCase() !== serverId.toLowerCase()) {
      throw badAnswer("the response is about another server", request);
    }
    return toServer(body);
  }

  /**
   * `POST /v2/groups/{alias}/{id}/archive`, once and without a body. It resolves when the operation was accepted, long
   * before the group is archived.
   *
   * @throws CtlUnauthorized whose trouble is `stale-token` when it is answered with 401: whether it was accepted is not known
   */
  async archive({ accountAlias, groupId }: Target): Promise<Operation> {
    const request = { method: "POST", path: `/v2/groups/${accountAlias}/${groupId}/archive` } as const;
    const operation = toOperation(jsonOf(await this.session.send(request)));
    if (!operation) {
      throw badAnswer("the response has no link to an operation", request);
    }
    return operation;
  }

  /**
   * `POST /v2/groups/{alias}/{id}/restore`, once, into another group. It resolves when the operation was accepted, long
   * before the group is active.
   *
   * @throws CtlRejected also when the answer is 200 and says that nothing was queued
   */
  async restore({ accountAlias, groupId }: Target, targetGroupId: string): Promise<Operation> {
    const path = `/v2/groups/${accountAlias}/${groupId}/restore`;
    const request = { method: "POST", path, body: { targetGroupId } } as const;
    const answer = await this.session.send(request);
    if (isNotFound(answer)) {
      throw new CtlRejected("there is no such group, active or archived", { request, status: answer.status });
    }
    const { isRefused, reason, operation } = toRestoreAnswer(jsonOf(answer));
    if (isRefused) {
      const words = serverWords({ message: reason }, answer.hide);
      throw new CtlRejected(`not queued${quote(words)}`, { request, status: answer.status, words });
    }
    if (!operation) {
      throw badAnswer("the response has no link to an operation", request);
    }
    return operation;
  }

  /**
   * `GET /v2/operations/{alias}/status/{id}`: `notStarted`, `executing`, `resumed`, `succeeded`, `failed`, `unknown`, or
   * a word that nobody knows yet; `undefined` when there is no such operation (404).
   */
  async status(accountAlias: string, operation: Operation): Promise<string | undefined> {
    return (await this.progress(accountAlias, operation))?.word;
  }

  /** What the queue says of an operation: its word, and what that means; `undefined` when there is no such operation (404). */
  async progress(accountAlias: string, operation: Operation): Promise<Progress | undefined> {
    const request = get(statusPath(this.endpoint, accountAlias, operation));
    const answer = await this.session.send(request);
    if (isNotFound(answer)) {
      return undefined;
    }
    const word = toStatus(jsonOf(answer));
    if (word === undefined) {
      throw badAnswer("the response has no status", request);
    }
    return { state: queueStateOf(word), word };
  }

  /** None also where they are refused, as to an account that does not exist. */
  private async knownDataCenters(accountAlias: string): Promise<DataCenter[]> {
    try {
      return await this.dataCenters(accountAlias);
    } catch (error) {
      if (error instanceof CtlRejected) {
        return [];
      }
      throw error;
    }
  }
}
