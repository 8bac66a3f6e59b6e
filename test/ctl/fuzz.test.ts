import fc from "fast-check";
import { isPlatformError, type Platform } from "../../lib/archival/platform";
import { CtlClient } from "../../lib/ctl/client";
import { CtlError } from "../../lib/ctl/errors";
import { anyBody, anyHeaders, anyStatus } from "./arbitrary";
import { json, StubServer, text } from "./stub-server";

const TARGET = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };
const OPERATION = { id: "de1-1", href: "/v2/operations/altd/status/de1-1" };

let stub: StubServer;
let answer: { status: number; body: Buffer; headers: Record<string, string> };
/** Which requests are answered by anything; the others as they should be. */
let isHostile: (url: string) => boolean;

beforeAll(async () => {
  stub = await StubServer.start(({ url }, response) => {
    if (isHostile(url)) text(response, answer.status, answer.body, answer.headers);
    else if (url.includes("/login")) json(response, 200, { userName: "demo", bearerToken: "secret-token" });
    else json(response, 200, []);
  });
});
afterAll(() => stub.stop());

const calls: Record<string, (client: Platform & CtlClient) => Promise<unknown>> = {
  group: (client) => client.group(TARGET),
  server: (client) => client.server("ALTD", "de1altdweb01"),
  archive: (client) => client.archive(TARGET),
  restore: (client) => client.restore(TARGET, "31d13f501459411ba59304f3d47486eb"),
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
    case "restore":
      return typeof id === "string" && /^[\w.-]+$/.test(id);
    case "dataCenters":
      return Array.isArray(result);
    case "group":
      return (
        result === undefined || (id === TARGET.groupId && Array.isArray(servers) && Array.isArray(groups))
      );
    default:
      return result === undefined || (id === "de1altdweb01" && typeof Object(result).name === "string");
  }
}

function expectProperError(error: Error): void {
  expect(error).toBeInstanceOf(CtlError);
  expect(isPlatformError(error)).toBe(true);
  expect(error.message.length).toBeLessThan(1_000);
}

test.each(Object.keys(calls))(
  "whatever the server answers, %s gives a result as promised or a CtlError",
  async (call) => {
    isHostile = () => true;
    const client = new CtlClient({
      endpoint: stub.url,
      credentials: { token: "secret-token" },
      timeoutMs: 5_000,
    });
    await fc.assert(
      fc.asyncProperty(anyStatus, anyBody(TARGET.groupId), anyHeaders, async (status, body, headers) => {
        answer = { status, body, headers };
        const result = await calls[call]?.(client).catch((error: unknown) => error);
        if (result instanceof Error) {
          expectProperError(result);
        } else {
          expect({ status, result, promised: isPromised(call, result) }).toMatchObject({ promised: true });
          expect(status < 300 || status === 404).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  },
);

test("whatever the server answers to the login, there is a token that can be sent or a CtlError", async () => {
  isHostile = (url) => url.includes("/login");
  await fc.assert(
    fc.asyncProperty(anyStatus, anyBody(TARGET.groupId), anyHeaders, async (status, body, headers) => {
      answer = { status, body, headers };
      const credentials = { login: { username: "demo", password: "demo-password" } };
      const client = new CtlClient({ endpoint: stub.url, credentials, timeoutMs: 5_000 });
      const result = await client.dataCenters("ALTD").catch((error: unknown) => error);
      if (result instanceof Error) {
        expectProperError(result);
      } else {
        expect(result).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
