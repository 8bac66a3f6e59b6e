import fc from "fast-check";
import { isPlatformError, type Platform } from "../../lib/archival/platform";
import { CtlClient } from "../../lib/ctl/client";
import { CtlError } from "../../lib/ctl/errors";
import { StubServer } from "./stub-server";

const TARGET = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };
const OPERATION = { id: "de1-1", href: "/v2/operations/altd/status/de1-1" };

let stub: StubServer;
let answer: { status: number; body: Buffer; headers: Record<string, string> };

beforeAll(async () => {
  stub = await StubServer.start((_, response) => {
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  });
});
afterAll(() => stub.stop());

const link = fc.record(
  {
    rel: fc.constantFrom("server", "group", "parentGroup", "archiveGroupAction", "status"),
    id: fc.jsonValue(),
    href: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const server = fc.record(
  { id: fc.jsonValue(), name: fc.jsonValue(), status: fc.string() },
  { requiredKeys: [] },
);
const group = fc.record(
  {
    id: fc.oneof(fc.string(), fc.jsonValue()),
    name: fc.string(),
    type: fc.string(),
    status: fc.string(),
    servers: fc.oneof(fc.array(server), fc.jsonValue()),
    groups: fc.oneof(fc.constant([]), fc.jsonValue()),
    links: fc.oneof(fc.array(link), fc.jsonValue()),
  },
  { requiredKeys: ["name", "type"] },
);
const problem = fc.record(
  { message: fc.jsonValue(), error: fc.jsonValue(), modelState: fc.jsonValue(), __proto__: fc.jsonValue() },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .oneof(fc.jsonValue(), link, group, fc.array(link), problem)
    .map((value) => Buffer.from(JSON.stringify(value) ?? "")),
);
const headers = fc.record(
  {
    "Content-Type": fc.constantFrom("application/json", "text/html", "", "nonsense"),
    "Retry-After": fc.oneof(fc.stringMatching(/^[ -~]{0,20}$/), fc.nat().map(String)),
    "Content-Encoding": fc.constantFrom("gzip", "identity", "br", "nonsense"),
    Location: fc.constantFrom("/", "http://127.0.0.1:1/", "nonsense"),
  },
  { requiredKeys: [] },
);
const status = fc.oneof(
  fc.constantFrom(200, 202, 400, 401, 404, 429, 500),
  fc.integer({ min: 200, max: 599 }),
);

const calls: Record<string, (client: Platform & CtlClient) => Promise<unknown>> = {
  group: (client) => client.group(TARGET),
  server: (client) => client.server("ALTD", "de1altdweb01"),
  archive: (client) => client.archive(TARGET),
  status: (client) => client.status("ALTD", OPERATION),
  dataCenters: (client) => client.dataCenters("ALTD"),
};

/** Whether a result is what the method promises. */
function isPromised(call: string, result: unknown): boolean {
  const { id, servers, groups } = Object(result);
  switch (call) {
    case "status":
      return result === undefined || (typeof result === "string" && result !== "");
    case "archive":
      return typeof id === "string" && /^[\w.-]+$/.test(id);
    case "dataCenters":
      return Array.isArray(result);
    case "group":
      return (
        result === undefined || (typeof id === "string" && Array.isArray(servers) && Array.isArray(groups))
      );
    default:
      return result === undefined || (typeof id === "string" && typeof Object(result).name === "string");
  }
}

test.each(Object.keys(calls))(
  "whatever the server answers, %s gives a result as promised or a CtlError",
  async (call) => {
    const client = new CtlClient({
      endpoint: stub.url,
      credentials: { token: "secret-token" },
      timeoutMs: 1_000,
    });
    await fc.assert(
      fc.asyncProperty(status, body, headers, async (code, bytes, more) => {
        answer = { status: code, body: bytes, headers: more };
        const result = await calls[call]?.(client).catch((error: unknown) => error);
        if (result instanceof Error) {
          expect(result).toBeInstanceOf(CtlError);
          expect(isPlatformError(result)).toBe(true);
          expect(result.message.length).toBeLessThan(1_000);
        } else {
          expect({ code, result, promised: isPromised(call, result) }).toMatchObject({ promised: true });
          expect(code < 300 || code === 404).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  },
);
