import fc from "fast-check";
import { is } from "valibot";
import { groupSchema } from "../../lib/ctl/bodies";
import { WEB_APPLICATIONS } from "../../lib/emulator";
import { anyBody, anyHeaders, anyStatus, anyValue, ECHO, word } from "../ctl/arbitrary";
import { type Received, StubServer, text } from "../ctl/stub-server";

/** What becomes of one answer. */
export type Trick =
  | "right"
  | "reset"
  /** Carried out, and answered as if its token were refused. */
  | "denied"
  | { readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer }
  /** The right answer, with some of its text replaced, and cut off. */
  | { readonly find: string; readonly put: string; readonly cut: number };

const ROUTES = { login: /\/login$/, archive: /\/archive$/, status: /\/operations\//, server: /\/servers\// };
export type Route = keyof typeof ROUTES | "group";

/** The tricks of each route, one after the other; then the answers are right, or the tricks begin again. */
export type Plan = Readonly<Record<Route, readonly Trick[]>> & { readonly forever: boolean };

const replacing = fc.record({
  find: fc.constantFrom(
    '"active"',
    '"notStarted"',
    '"executing"',
    '"succeeded"',
    '"archived"',
    "Web Applications",
  ),
  put: fc.oneof(word, anyValue).map((value) => JSON.stringify(value)),
  cut: fc.constant(1),
});
const breaking = fc.record({
  find: fc.constantFrom('"id":', '"servers":', '"links":', "{", "[", "/v2/", '"status":', "de1"),
  put: fc.constantFrom(
    "",
    "[",
    '"x":',
    '{"__proto__":{"status":"archived"},',
    "//evil.example/v2/",
    "\ufffd",
  ),
  cut: fc.constantFrom(1, 1, 1, 0.5, 0.99),
});
/** As of a gateway that has lost its routes, or of something that has vanished. */
const missing = fc.constantFrom<Trick>(
  { status: 404, headers: {}, body: Buffer.from("") },
  { status: 404, headers: { "Content-Type": "application/json" }, body: Buffer.from("{}") },
  { status: 404, headers: { "Content-Type": "text/html" }, body: Buffer.from("<h1>404</h1>") },
);
/** Lists of servers and their counts that contradict each other. */
const contradicting = fc.record({
  find: fc.constantFrom('"servers":', '"serversCount":'),
  put: fc.constantFrom('"servers":[],"was":', '"serversCount":0,"was":', '"serversCount":99,"was":'),
  cut: fc.constant(1),
});
const trick: fc.Arbitrary<Trick> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Trick>("right") },
  { weight: 1, arbitrary: fc.constant<Trick>("reset") },
  { weight: 3, arbitrary: replacing },
  { weight: 2, arbitrary: breaking },
  { weight: 2, arbitrary: missing },
  { weight: 1, arbitrary: contradicting },
  {
    weight: 2,
    arbitrary: fc.record({ status: anyStatus, headers: anyHeaders, body: anyBody(WEB_APPLICATIONS) }),
  },
);
const tricks = fc.array(trick, { maxLength: 6 });

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  login: fc.array(trick, { maxLength: 2 }),
  group: tricks,
  archive: fc.array(
    fc.oneof({ weight: 5, arbitrary: trick }, { weight: 1, arbitrary: fc.constant<Trick>("denied") }),
    {
      maxLength: 2,
    },
  ),
  status: tricks,
  server: tricks,
  forever: fc.boolean(),
});

/** What an answer shows of the group; nothing when it shows no group. */
export interface Shown {
  readonly gone: boolean;
  readonly saysArchived: boolean;
  /** The words of all servers in it. */
  readonly servers: readonly string[];
  /** The same, by the ids of the servers. */
  readonly byId: ReadonlyMap<string, string>;
}

/** Stands before an emulator and spoils its answers as planned. It remembers what it showed of the group. */
export class HostileServer {
  readonly shown: Shown[] = [];
  /** The last word about each server that it showed, in its group or by itself; `gone` after a 404. */
  readonly servers = new Map<string, string>();
  /** Whether it said that an operation has succeeded. */
  saidSucceeded = false;
  /** Whether it showed a group or data centers other than the group in question. */
  showedOthers = false;
  /** How the requests to archive were answered, by status; 0 for no answer. */
  readonly archives: number[] = [];
  /** Tokens that were sent to it. */
  readonly tokens = new Set<string>();
  requests = 0;
  private readonly asked: Partial<Record<Route, number>> = {};

  private constructor(
    private readonly stub: StubServer,
    private readonly plan: Plan,
  ) {}

  static async start(target: string, plan: Plan, password: string): Promise<HostileServer> {
    const stub = await StubServer.start(async (request, response) => {
      const { status, headers, body } = (await server.answerTo(request, target, password)) ?? {};
      if (status === undefined || body === undefined) request.socket.resetAndDestroy();
      else text(response, status, body, headers);
    });
    const server = new HostileServer(stub, plan);
    return server;
  }

  get url(): string {
    return this.stub.url;
  }

  stop(): Promise<void> {
    return this.stub.stop();
  }

  private async answerTo(request: Received, target: string, password: string): Promise<Answer | undefined> {
    const { url, method, headers } = request;
    this.requests += 1;
    const token = headers.authorization?.replace("Bearer ", "") ?? "";
    if (token !== "") this.tokens.add(token);
    const route = routeOf(url);
    const next = this.nextTrick(route);
    const answer = await spoil(next, () => rightAnswer(request, target));
    if (answer) {
      const echoed = answer.body
        .toString("latin1")
        .replaceAll(ECHO.password, password)
        .replaceAll(ECHO.token, token);
      answer.body = Buffer.from(echoed, "latin1");
    }
    if (route === "archive") this.archives.push(answer?.status ?? 0);
    if (method === "GET" && answer) this.remember(route, url, answer);
    return answer;
  }

  private nextTrick(route: Route): Trick {
    const tricks = this.plan[route];
    const nth = this.asked[route] ?? 0;
    this.asked[route] = nth + 1;
    return tricks[this.plan.forever && tricks.length > 0 ? nth % tricks.length : nth] ?? "right";
  }

  private remember(route: Route, url: string, { status, headers, body }: Answer): void {
    const text = body.toString().replace(/^\ufeff/, "");
    if (route === "status") this.saidSucceeded ||= status === 200 && /"succeeded"/i.test(text);
    if (route === "server") this.rememberServer(url, status, text);
    if (route !== "group") return;
    if (!url.toLowerCase().includes(WEB_APPLICATIONS)) {
      this.showedOthers ||= status === 200;
      return;
    }
    const shown = "Content-Encoding" in headers ? undefined : shownBy(status, headers, text);
    if (!shown) return;
    this.shown.push(shown);
    for (const [id, word] of shown.byId) this.servers.set(id, word);
  }

  private rememberServer(url: string, status: number, text: string): void {
    const id = decodeURIComponent(url.split("/").at(-1) ?? "").toLowerCase();
    const { status: word } = Object(parsed(text)) as { status?: unknown };
    if (status === 404) this.servers.set(id, "gone");
    else if (status === 200 && typeof word === "string") this.servers.set(id, word.toLowerCase());
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  body: Buffer;
}

function routeOf(url: string): Route {
  const path = url.split("?", 1)[0] ?? "";
  const found = Object.entries(ROUTES).find(([, pattern]) => pattern.test(path));
  return found ? (found[0] as Route) : "group";
}

/** A connection to the emulator that breaks is one more that is reset. */
async function spoil(trick: Trick, right: () => Promise<Answer>): Promise<Answer | undefined> {
  if (trick === "reset") return undefined;
  if (trick === "denied") {
    const answer = await right().catch(() => undefined);
    return (
      answer && { status: 401, headers: { "Content-Type": "application/json" }, body: Buffer.from("{}") }
    );
  }
  if (typeof trick === "object" && "status" in trick) return { ...trick };
  const answer = await right().catch(() => undefined);
  if (trick === "right" || !answer) return answer;
  const { status, headers, body } = answer;
  const whole = body.toString().replaceAll(trick.find, () => trick.put);
  return { status, headers, body: Buffer.from(whole.slice(0, whole.length * trick.cut)) };
}

async function rightAnswer({ method, url, headers, body }: Received, target: string): Promise<Answer> {
  const { authorization, "content-type": type } = headers;
  const answer = await fetch(target + url, {
    method,
    headers: { ...(authorization && { authorization }), ...(type && { "content-type": type }) },
    ...(body !== "" && { body }),
  });
  return {
    status: answer.status,
    headers: { "Content-Type": answer.headers.get("content-type") ?? "" },
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

function shownBy(status: number, headers: Record<string, string>, body: string): Shown | undefined {
  const value = parsed(body);
  const isJson = headers["Content-Type"]?.includes("json") && value !== undefined;
  if (status === 404 && (body === "" || isJson)) {
    return { gone: true, saysArchived: false, servers: [], byId: new Map() };
  }
  const { id, status: said } = Object(value);
  if (status < 200 || status > 299 || !is(groupSchema, value) || id.toLowerCase() !== WEB_APPLICATIONS) {
    return undefined;
  }
  const byId = serversIn(value).map(
    ({ id: one, status: word }) => [one.toLowerCase(), word.toLowerCase()] as const,
  );
  const saysArchived = said.toLowerCase() === "archived";
  return { gone: false, saysArchived, servers: byId.map(([, word]) => word), byId: new Map(byId) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function serversIn({ servers = [], groups = [] }: Tree): readonly Shape[] {
  return [...servers, ...groups.flatMap(serversIn)];
}

interface Shape {
  readonly id: string;
  readonly status: string;
}

interface Tree {
  readonly servers?: readonly Shape[] | undefined;
  readonly groups?: readonly Tree[] | undefined;
}
