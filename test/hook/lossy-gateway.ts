import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What a gateway makes of what goes through it. */
export type Trick =
  /** It has lost its routes: 404 to every path. */
  | { readonly kind: "lost"; readonly as: "empty" | "json" | "html" }
  /** 401 to what changes something, whether or not it came through. */
  | { readonly kind: "denied"; readonly accepted: boolean }
  /**
   * Groups whose three sources of servers contradict each other: `links` has an empty list beside links and a count, `count`
   * an empty list beside a count, `half` half a list beside the count, `list` a list beside a count of 0.
   */
  | { readonly kind: "contradicts"; readonly says: "links" | "count" | "half" | "list" };

/** A trick, and which of the requests that it fits it is played on. */
export interface Spell {
  readonly trick: Trick;
  /** How many are let through first. @default 0 */
  readonly after?: number;
  /** @default - all that come */
  readonly times?: number;
}

interface GroupBody {
  servers?: { readonly id: string }[];
  links?: object[];
  serversCount?: number;
  groups?: GroupBody[];
}

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly body: Buffer;
}

/** Stands between a client and an emulator. */
export class LossyGateway {
  /** Called with every request before it is answered. */
  before: (url: string) => Promise<void> = async () => {};
  private spells: { readonly spell: Spell; seen: number }[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server = createServer((incoming, response) => {
    this.serve(incoming, response).catch(() => incoming.socket.destroy());
  });

  private constructor(private readonly target: URL) {}

  static async start(target: string): Promise<LossyGateway> {
    const gateway = new LossyGateway(new URL(target));
    await new Promise<void>((resolve) => gateway.server.listen(0, "127.0.0.1", resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  play(spell: Spell): void {
    this.spells.push({ spell, seen: 0 });
  }

  /** Everything goes through as it is. */
  calm(): void {
    this.spells = [];
  }

  stop(): Promise<void> {
    this.agent.destroy();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    await this.before(incoming.url ?? "/");
    const trick = this.next(incoming);
    const { status, type, body: text } = await this.answerTo(incoming, body, trick, response);
    response.writeHead(status, { ...(type && { "content-type": type }), "content-length": text.length });
    response.end(text);
  }

  private next({ method = "GET", url = "/" }: IncomingMessage): Trick | undefined {
    const fitting = this.spells.filter(({ spell }) => fits(spell.trick, method, url));
    let played: Trick | undefined;
    for (const one of fitting) {
      const { trick, after = 0, times = Number.POSITIVE_INFINITY } = one.spell;
      one.seen += 1;
      if (one.seen > after && one.seen <= after + times) played ??= trick;
    }
    return played;
  }

  private async answerTo(
    incoming: IncomingMessage,
    body: Buffer,
    trick: Trick | undefined,
    response: ServerResponse,
  ): Promise<Answer> {
    if (trick?.kind === "lost") return lost(trick.as);
    if (trick?.kind === "denied" && !trick.accepted) return denied();
    const answer = await this.forward(incoming, body, response);
    if (trick?.kind === "denied") return denied();
    if (trick?.kind !== "contradicts" || answer.status !== 200) return answer;
    return contradicting(answer, trick.says);
  }

  private forward(
    { method, url, headers }: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<Answer> {
    const { "accept-encoding": _, host: __, ...others } = headers;
    const { hostname, port } = this.target;
    return new Promise((resolve, reject) => {
      const sent = request(
        { method, path: url, headers: others, agent: this.agent, hostname, port },
        (got) => {
          buffer(got).then(
            (text) =>
              resolve({ status: got.statusCode ?? 502, type: got.headers["content-type"], body: text }),
            reject,
          );
        },
      );
      sent.on("error", reject);
      response.on("close", () => sent.destroy());
      sent.end(body);
    });
  }
}

function fits(trick: Trick, method: string, url: string): boolean {
  switch (trick.kind) {
    case "lost":
      return true;
    case "denied":
      return method === "POST" && !url.endsWith("/login");
    case "contradicts":
      return method === "GET" && /^\/v2\/groups\/[^/]+\/[^/?]+\?/.test(url);
  }
}

function lost(as: "empty" | "json" | "html"): Answer {
  const [type, text] = {
    empty: [undefined, ""],
    json: ["application/json", '{"message":"no Route matched with those values"}'],
    html: ["text/html", "<html><body><h1>404 Not Found</h1></body></html>"],
  }[as];
  return { status: 404, type, body: Buffer.from(text ?? "") };
}

function denied(): Answer {
  const text = '{"message":"Authorization has been denied for this request."}';
  return { status: 401, type: "application/json", body: Buffer.from(text) };
}

function contradicting(answer: Answer, says: "links" | "count" | "half" | "list"): Answer {
  const spoil = (group: GroupBody): GroupBody => {
    const { servers = [], links = [], groups = [] } = group;
    const kept = says === "list" ? servers : servers.slice(0, says === "half" ? servers.length / 2 : 0);
    const linked = servers.map(({ id }) => ({ rel: "server", href: `/v2/servers/altd/${id}`, id }));
    return {
      ...group,
      servers: kept,
      links: says === "links" ? [...links, ...linked] : links,
      ...(says === "list" && { serversCount: 0 }),
      groups: groups.map(spoil),
    };
  };
  const text = JSON.stringify(spoil(JSON.parse(answer.body.toString()) as GroupBody));
  return { ...answer, body: Buffer.from(text) };
}
