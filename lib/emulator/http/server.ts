import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { routes } from "../api/actions";
import type { Answer } from "../api/answer";
import { errors } from "../api/errors";
import { type Match, matchRoute } from "../api/router";
import { PortInUseError } from "../common/emulator-error";
import { ANONYMOUS_ROUTES } from "../common/route-names";
import { answerPage } from "../page";
import type { World } from "../world/world";
import { deliver, play } from "./deliver";
import { isOurs, readBody, splitUrl, TOO_LARGE } from "./request";

export const HOST = "127.0.0.1";

/** The HTTP server of an emulator: reads requests, finds their routes, applies faults, answers. */
export class EmulatorServer {
  // Longer than clients wait between two polls: closing a connection that they reuse would look like a fault.
  private readonly server: Server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    this.serve(request, response).catch((error: Error) => {
      this.world.options.log?.(`${request.method} ${request.url} was not answered: ${error.message}`);
      response.destroy();
    });
  });
  private readonly delays = new Set<NodeJS.Timeout>();

  constructor(private readonly world: World) {}

  /** @returns the port. @throws PortInUseError */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", (error: NodeJS.ErrnoException) => {
        reject(error.code === "EADDRINUSE" ? new PortInUseError(HOST, port) : error);
      });
      this.server.listen(port, HOST, () => {
        const address = this.server.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
    });
  }

  /** Closes all connections, including idle and hanging ones. */
  close(): Promise<void> {
    for (const delay of this.delays) clearTimeout(delay);
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, hosts, log: tell } = this.world.options;
    // A whole URL, as proxies get it, comes from no web page.
    if (request.url?.startsWith("/") && !isOurs(request.headers.host, hosts)) {
      deliver(request, response, { answer: errors.wrongHost() }, clock());
      return;
    }
    if (answerPage(request, response, this.world)) return;
    const body = await readBody(request).catch(() => undefined);
    if (body === undefined) return;
    const method = request.method ?? "GET";
    const path = request.url ?? "/";
    const url = splitUrl(path);
    const match = matchRoute(routes, method, url.path);
    const route = match && "route" in match ? match.route.name : undefined;
    const fault = this.world.faults.next(route);
    const delivery = play(fault, (stale) => {
      try {
        this.world.operations.catchUp();
        return body === TOO_LARGE
          ? errors.bodyTooLarge()
          : this.carryOut(request, match, url.query, body, stale);
      } catch (error) {
        tell?.(
          `${method} ${path} failed inside the emulator: ${error instanceof Error ? error.message : error}`,
        );
        return errors.internal();
      }
    });
    this.world.log.add(
      {
        kind: "request",
        method,
        path,
        route,
        status: delivery.answer?.status,
        ...(fault && { fault: fault.kind }),
      },
      clock(),
    );
    const send = () => deliver(request, response, delivery, clock());
    if (delivery.delayMs === undefined) send();
    else this.later(send, delivery.delayMs);
  }

  /** Checks in the order of the service: path, method, token, account, and then the action itself [INF]. */
  private carryOut(
    request: IncomingMessage,
    match: Match,
    query: ReadonlyMap<string, string>,
    body: string,
    stale: boolean,
  ): Answer {
    const { store, operations, tokens, options } = this.world;
    if (!match) return errors.noSuchRoute();
    if (!("route" in match)) return errors.methodNotAllowed(request.method ?? "", match.allowed);
    const { route, params } = match;
    if (!ANONYMOUS_ROUTES.includes(route.name) && !tokens.accepts(request.headers.authorization))
      return errors.unauthorized();
    if (params.account !== undefined && params.account.toUpperCase() !== store.account.alias) {
      return errors.forbidden();
    }
    const tree = stale ? operations.staleTree() : store.tree;
    return route.handle({ params, query, body, tree, permissions: options, world: this.world });
  }

  private later(action: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.delays.delete(timer);
      action();
    }, ms);
    this.delays.add(timer);
  }
}
