import { gzipSync } from "node:zlib";
import { CtlClient } from "../../lib/ctl/client";
import { type Handler, json, StubServer, text } from "./stub-server";

const HTML = { "Content-Type": "text/html" };
const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };
const GROUP = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };
const BODY = { id: GROUP.groupId, name: "Web", type: "default", status: "active" };
const AT = `/v2/groups/ALTD/${GROUP.groupId}`;

let stub: StubServer;
let handler: Handler;

function client(timeoutMs = 5_000): CtlClient {
  return new CtlClient({ endpoint: stub.url, credentials: { token: "secret-token" }, timeoutMs });
}

/** How the request for a group ends when the server answers like this. */
async function answeredBy(answer: Handler, timeoutMs?: number): Promise<unknown> {
  handler = answer;
  return client(timeoutMs)
    .group(GROUP)
    .catch((error) => error);
}

beforeEach(async () => {
  stub = await StubServer.start((request, response) => handler(request, response));
});
afterEach(() => stub.stop());

describe("an answer that is an error", () => {
  test.each<[number, string, string]>([
    [400, "CtlRejected", "rejected"],
    [403, "CtlRejected", "rejected"],
    [405, "CtlRejected", "rejected"],
    [409, "CtlRejected", "rejected"],
    [408, "CtlUnavailable", "transient"],
    [429, "CtlUnavailable", "throttled"],
    [500, "CtlUnavailable", "transient"],
    [503, "CtlUnavailable", "transient"],
  ])("%d is %s, with the server's words, the status and the request", async (status, name, trouble) => {
    const body = { message: "The request is invalid.", modelState: { "": ["Not in this state."] } };
    expect(await answeredBy((_, response) => json(response, status, body))).toMatchObject({
      name,
      trouble,
      status,
      message: `status ${status} (The request is invalid. Not in this state.): GET ${AT}`,
      serverMessage: "The request is invalid.",
      modelState: { "": ["Not in this state."] },
      request: { method: "GET", path: AT },
    });
  });

  test.each([400, 403, 405])("%d without a body is a rejection as well", async (status) => {
    expect(await answeredBy((_, response) => text(response, status, ""))).toMatchObject({
      name: "CtlRejected",
      message: `status ${status}: GET ${AT}`,
    });
  });

  test.each(["Too Many Requests", "<html>slow down</html>", "{}", ""])(
    "429 with %j honours Retry-After",
    async (body) => {
      const answer = await answeredBy((_, response) => text(response, 429, body, { "Retry-After": "7" }));
      expect(answer).toMatchObject({ name: "CtlUnavailable", retryAfterMs: 7_000 });
    },
  );

  test("a Retry-After date is measured by the server's own clock", async () => {
    const headers = {
      Date: "Sun, 06 Nov 1994 08:49:37 GMT",
      "Retry-After": "Sun, 06 Nov 1994 08:50:07 GMT",
    };
    const answer = await answeredBy((_, response) => text(response, 503, "", headers));
    expect(answer).toMatchObject({ name: "CtlUnavailable", retryAfterMs: 30_000 });
  });
});

describe("404", () => {
  test.each([
    ["an empty body", "", {}],
    ["JSON", '{"message":"The requested resource does not exist."}', JSON_TYPE],
  ])("with %s says that there is no such thing", async (_, body, headers) => {
    expect(await answeredBy((_request, response) => text(response, 404, body, headers))).toBeUndefined();
  });

  test("with a page of a proxy says nothing about the group", async () => {
    expect(await answeredBy((_, response) => text(response, 404, "<html>", HTML))).toMatchObject({
      name: "CtlBadAnswer",
      message: `an HTML page instead of the API's JSON, with status 404: GET ${AT}`,
    });
  });
});

describe("an answer that the API would not give", () => {
  test.each<[string, number, string, object, string]>([
    ["a page", 200, "<!DOCTYPE html>", HTML, "an HTML page instead of the API's JSON, with status 200"],
    [
      "a page that claims to be JSON",
      200,
      " <html>",
      JSON_TYPE,
      "an HTML page instead of the API's JSON, with status 200",
    ],
    ["nothing", 200, "", {}, "an empty answer instead of the API's JSON, with status 200"],
    ["nothing at all", 204, "", {}, "an empty answer instead of the API's JSON, with status 204"],
    [
      "half of the JSON",
      200,
      '{"id":"2a',
      JSON_TYPE,
      "broken JSON instead of the API's JSON, with status 200",
    ],
    ["another thing", 200, '{"status":"succeeded"}', JSON_TYPE, "the response is not a group"],
    ["null", 200, "null", JSON_TYPE, "the response is not a group"],
  ])("%s", async (_, status, body, headers, sentence) => {
    expect(await answeredBy((_request, response) => text(response, status, body, headers))).toMatchObject({
      name: "CtlBadAnswer",
      trouble: "transient",
      message: `${sentence}: GET ${AT}`,
    });
  });

  test("a redirect is not followed, so the token goes nowhere else", async () => {
    const elsewhere = await StubServer.start((_, response) => json(response, 200, BODY));
    const answer = await answeredBy((_, response) =>
      text(response, 302, "", { Location: `${elsewhere.url}${AT}` }),
    );
    expect(answer).toMatchObject({
      name: "CtlBadAnswer",
      message: `a redirect instead of the API's JSON, with status 302: GET ${AT}`,
    });
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });
});

describe("the connection", () => {
  test("is asked to compress, and gzip is read", async () => {
    const packed = gzipSync(JSON.stringify(BODY));
    const answer = await answeredBy((_, response) =>
      text(response, 200, packed, { ...JSON_TYPE, "Content-Encoding": "gzip" }),
    );
    expect(answer).toMatchObject({ name: "Web" });
    expect(stub.received[0]?.headers["accept-encoding"]).toContain("gzip");
  });

  test("is kept alive: several requests, one socket", async () => {
    handler = (_, response) => json(response, 200, BODY);
    const one = client();
    for (let asked = 0; asked < 5; asked += 1) await one.group(GROUP);
    expect(new Set(stub.received.map(({ socket }) => socket)).size).toBe(1);
  });

  test.each<[string, Handler]>([
    ["never answers", () => {}],
    ["sends headers and then nothing", (_, response) => response.writeHead(200, JSON_TYPE).flushHeaders()],
    [
      "sends a byte now and then",
      (_, response) => {
        response.writeHead(200, JSON_TYPE);
        const drip = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("to a server that %s ends after the time of one request", async (_, slow) => {
    expect(await answeredBy(slow, 100)).toMatchObject({
      name: "CtlUnreachable",
      trouble: "transient",
      message: `no response from ${stub.url} within 0.1 s: GET ${AT}`,
    });
  });

  test.each<[string, Handler]>([
    ["before an answer", ({ socket }) => socket.resetAndDestroy()],
    [
      "in the middle of an answer",
      ({ socket }, response) => {
        response.writeHead(200, { ...JSON_TYPE, "Content-Length": 1_000 });
        response.write('{"id":', () => socket.destroy());
      },
    ],
    ["with something that is no HTTP", ({ socket }) => socket.end("220 smtp.example ready\r\n\r\n")],
  ])("that breaks %s is a passing trouble", async (_, broken) => {
    expect(await answeredBy(broken)).toMatchObject({
      name: "CtlUnreachable",
      trouble: "transient",
      message: expect.stringContaining(`no response from ${stub.url} (`),
    });
  });

  test("to a port where nobody listens is a passing trouble", async () => {
    await stub.stop();
    await expect(client().group(GROUP)).rejects.toMatchObject({
      name: "CtlUnreachable",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    stub = await StubServer.start(() => {});
  });
});
