import { execFile } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { CtlClient } from "../../lib/ctl/client";
import { type Bomb, bomb } from "./bomb";
import { type Handler, json, StubServer, text } from "./stub-server";

const run = promisify(execFile);
const JSON_TYPE = { "Content-Type": "application/json; charset=utf-8" };
const GROUP = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };
const BODY = { id: GROUP.groupId, name: "Web", type: "default", status: "active" };
const GOOD = JSON.stringify(BODY);
const MB = 1_000_000;

let stub: StubServer;
let handler: Handler;

/** How the request for a group ends when the server answers like this. */
async function answeredBy(answer: Handler, timeoutMs = 20_000): Promise<unknown> {
  handler = answer;
  const client = new CtlClient({ endpoint: stub.url, credentials: { token: "secret-token" }, timeoutMs });
  return client.group(GROUP).catch((error) => error);
}

/** Answers with bytes as they are, whatever they mean. */
function raw(bytes: string | Buffer): Handler {
  return ({ socket }) => void socket.write(bytes);
}

beforeEach(async () => {
  stub = await StubServer.start((request, response) => handler(request, response));
});
afterEach(() => stub.stop());

const TOO_LARGE = {
  name: "CtlTooLarge",
  trouble: "too-large",
  message: `the response is too large (more than 52.5 MB; the limit leaves room for a group of 20,000 servers): GET /v2/groups/ALTD/${GROUP.groupId}`,
};

describe("a huge answer", () => {
  let sent: number;

  /** As many as are read, counted. */
  function* megabytes(most: number): Generator<Buffer> {
    const chunk = Buffer.alloc(1 * MB, " ");
    for (sent = 0; sent < most; sent += 1) yield chunk;
  }

  test.each<[string, object]>([
    ["that says how long it is", { "Content-Length": 100 * MB }],
    ["in chunks", {}],
    ["until the connection ends", { Connection: "close", "Transfer-Encoding": "identity" }],
  ])("of 100 MB, %s, is not read to its end", async (_, headers) => {
    const answer = await answeredBy((_request, response) => {
      response.writeHead(200, { ...JSON_TYPE, ...headers });
      pipeline(Readable.from(megabytes(100)), response).catch(() => {});
    });
    expect(answer).toMatchObject(TOO_LARGE);
    expect(sent).toBeLessThan(80);
  });

  test.each<Bomb>(["gzip", "deflate", "br"])(
    "of 1 GB in a small %s is not unpacked to its end",
    async (encoding) => {
      const packed = await bomb(encoding);
      expect(packed.length).toBeLessThan(5 * MB);
      const answer = await answeredBy((_, response) =>
        text(response, 200, packed, { ...JSON_TYPE, "Content-Encoding": encoding }),
      );
      expect(answer).toMatchObject(TOO_LARGE);
    },
  );

  test("of as many servers as are promised, each as large as a recorded one, is an answer", async () => {
    const server = {
      id: "de1altdweb01",
      status: "active",
      details: "x".repeat(1_800),
      more: Array(115).fill(0),
    };
    const servers = Array.from({ length: 20_000 }, (_, index) => ({ ...server, id: `de1altdweb${index}` }));
    const body = JSON.stringify({ ...BODY, servers });
    expect(body.length).toBeGreaterThan(20_000 * 2_050);
    const group = await answeredBy((_, response) => text(response, 200, body, JSON_TYPE));
    expect(group).toHaveProperty("servers.length", 20_000);
  });

  test("that is small, but of millions of brackets, is not parsed", async () => {
    const answer = await answeredBy((_, response) => text(response, 200, "[".repeat(4 * MB), JSON_TYPE));
    expect(answer).toMatchObject({
      name: "CtlTooLarge",
      message: expect.stringMatching(/^the response is too large \(more than 3,000,000 values; the limit /),
    });
  });

  test("with which a proxy reports an error is that error", async () => {
    const answer = await answeredBy((_, response) => text(response, 503, "[".repeat(4 * MB), JSON_TYPE));
    expect(answer).toMatchObject({ name: "CtlUnavailable", trouble: "transient" });
  });
});

describe("an answer that does not end", () => {
  /** Writes a piece again and again until nobody reads it. */
  const drip =
    (head: string, piece: string): Handler =>
    ({ socket }) => {
      socket.write(head);
      const timer = setInterval(() => socket.write(piece), 5);
      socket.on("close", () => clearInterval(timer));
    };

  test.each<[string, Handler]>([
    ["a status line, byte by byte", drip("HTTP/1.1 200 ", "O")],
    ["a header, byte by byte", drip("HTTP/1.1 200 OK\r\nX-Slow: ", "x")],
    ["header after header", drip("HTTP/1.1 200 OK\r\n", "A: b\r\n")],
    ["“continue”, without an end", drip("", "HTTP/1.1 100 Continue\r\n\r\n")],
    ["early hints without an end", drip("", "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n".repeat(100))],
    ["a body, byte by byte", drip("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", " ")],
    ["chunks", drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n")],
    ["trailers", drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: b\r\n")],
  ])("of %s, ends after the time of one request", async (_, slow) => {
    const startedAt = performance.now();
    expect(await answeredBy(slow, 200)).toMatchObject({
      name: "CtlUnreachable",
      message: expect.stringContaining(`no response from ${stub.url} within 0.2 s`),
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test("a switch to another protocol ends after the time of one request, also where nothing else keeps a process alive", async () => {
    handler = raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    const args = ["--import", "tsx", join(__dirname, "ask-once.ts"), stub.url];
    expect(await run(process.execPath, args)).toEqual({
      stdout: `no response from ${stub.url} within 0.2 s: GET /v2/servers/ALTD/de1altdweb01\n`,
      stderr: "",
    });
  });

  test("a group whose servers are links, each of them slow, does not keep the client for as long as there are links", async () => {
    const links = Array.from({ length: 1_000 }, (_, index) => ({ rel: "server", id: `de1altdweb${index}` }));
    const { now } = Date;
    let passedMs = 0;
    const clock = jest.spyOn(Date, "now").mockImplementation(() => now() + passedMs);
    const answer = await answeredBy(({ url }, response) => {
      const id = url.split("/").at(-1) ?? "";
      if (url.includes("/groups/")) return json(response, 200, { ...BODY, links });
      passedMs += 10_000;
      return json(response, 200, { id, status: "active" });
    });
    clock.mockRestore();
    expect(answer).toMatchObject({
      name: "CtlUnavailable",
      message: expect.stringContaining("reading its servers one by one takes too long"),
    });
    expect(stub.received.length).toBeLessThan(100);
  });

  test("a redirect to itself is asked for once", async () => {
    const answer = await answeredBy(({ url }, response) => text(response, 307, "", { Location: url }));
    expect(answer).toMatchObject({ name: "CtlBadAnswer" });
    expect(stub.received).toHaveLength(1);
  });
});

describe("a lie", () => {
  const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  test.each<[string, string]>([
    ["less than comes", `${head}Content-Length: 10\r\n\r\n${GOOD}`],
    ["less than nothing", `${head}Content-Length: -1\r\n\r\n${GOOD}`],
    ["no number", `${head}Content-Length: many\r\n\r\n${GOOD}`],
    ["more than any number", `${head}Content-Length: 99999999999999999999999\r\n\r\n${GOOD}`],
    ["two lengths", `${head}Content-Length: 5\r\nContent-Length: ${GOOD.length}\r\n\r\n${GOOD}`],
    [
      "a length and chunks",
      `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    ],
    ["chunks of no length", `${head}Transfer-Encoding: chunked\r\n\r\n-5\r\n${GOOD}\r\n0\r\n\r\n`],
    ["gzip that is none", `${head}Content-Encoding: gzip\r\nContent-Length: ${GOOD.length}\r\n\r\n${GOOD}`],
  ])("about the body, %s, is a passing trouble", async (_, bytes) => {
    expect(await answeredBy(raw(bytes))).toMatchObject({
      name: expect.stringMatching(/^Ctl(BadAnswer|Unreachable)$/),
      trouble: "transient",
    });
  });

  test("a body that is shorter than it says is no answer", async () => {
    const bytes = `${head}Content-Length: ${GOOD.length + 1}\r\n\r\n${GOOD}`;
    const answer = await answeredBy(({ socket }) => void socket.end(bytes));
    expect(answer).toMatchObject({ name: "CtlUnreachable", trouble: "transient" });
  });

  test("a second answer that nobody asked for is not taken for the answer to the next request", async () => {
    const archived = JSON.stringify({ ...BODY, status: "archived" });
    const two = [GOOD, archived].map((body) => `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
    handler = raw(two.join(""));
    const client = new CtlClient({ endpoint: stub.url, credentials: { token: "secret-token" } });
    await client.group(GROUP).catch(() => {});
    handler = (_, response) => json(response, 200, BODY);
    const second = await client.group(GROUP).catch(({ trouble }) => ({ trouble }));
    expect(second).not.toMatchObject({ status: "archived" });
    expect(await client.group(GROUP)).toMatchObject({ status: "active" });
  });

  test("a connection that is kept alive in word only is opened again", async () => {
    let closed: Promise<unknown> | undefined;
    handler = ({ socket }, response) => {
      json(response, 200, BODY, { Connection: "keep-alive", "Keep-Alive": "timeout=99999999999" });
      response.on("finish", () => socket.end());
      closed = once(socket, "close");
    };
    const client = new CtlClient({ endpoint: stub.url, credentials: { token: "secret-token" } });
    for (let asked = 0; asked < 5; asked += 1) {
      expect(await client.group(GROUP)).toMatchObject({ name: "Web" });
      await closed;
    }
  });
});

describe("headers", () => {
  test.each([
    "__proto__",
    "constructor",
    "toString",
    "normalize",
    "get",
    "set",
    "has",
    "toJSON",
    "then",
    "status",
  ])("one that is called %s changes nothing", async (name) => {
    const head = `HTTP/1.1 200 OK\r\n${name}: polluted\r\nContent-Length: ${GOOD.length}\r\n\r\n`;
    expect(await answeredBy(raw(head + GOOD))).toMatchObject({ name: "Web" });
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  test.each<[string, string]>([
    ["one that is too long", `X: ${"x".repeat(1 * MB)}\r\n`],
    ["too many", "A: b\r\n".repeat(100_000)],
    ["a broken one", "no colon\r\n"],
    ["a null", "A: \u0000\r\n"],
  ])("%s: a passing trouble", async (_, lines) => {
    const answer = await answeredBy(
      raw(`HTTP/1.1 200 OK\r\n${lines}Content-Length: ${GOOD.length}\r\n\r\n${GOOD}`),
    );
    expect(answer).toMatchObject({ name: "CtlUnreachable", trouble: "transient" });
  });

  test.each<[string, string]>([
    ["99999999999999999999999999", "a garbled date"],
    ["Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"],
    ["Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"],
    ["-1", "-1"],
    ["NaN", "NaN"],
    ["Infinity", ""],
    ["1e9", "0"],
    ["0x10", "Sun, 06 Nov 1994"],
  ])("Retry-After %j with Date %j asks for no time that is not one", async (wait, date) => {
    const answer = await answeredBy((_, response) =>
      text(response, 503, "", { "Retry-After": wait, Date: date }),
    );
    const { retryAfterMs } = answer as { retryAfterMs?: number };
    expect(answer).toMatchObject({ name: "CtlUnavailable" });
    expect(retryAfterMs === undefined || retryAfterMs >= 0).toBe(true);
  });
});

describe("text", () => {
  const name = "Gr\u00f6\u00dfe";
  const body = (bytes: Buffer, type = "application/json"): Handler => {
    return (_, response) => text(response, 200, bytes, { "Content-Type": type });
  };

  test.each(["text/plain", "text/html", "image/png", "nonsense", ""])(
    "JSON that is called %j is JSON",
    async (type) => {
      expect(await answeredBy(body(Buffer.from(JSON.stringify({ ...BODY, name })), type))).toMatchObject({
        name,
      });
    },
  );

  test("in another charset than JSON has is read with marks where it is broken", async () => {
    const bytes = Buffer.from(JSON.stringify({ ...BODY, name }), "latin1");
    expect(await answeredBy(body(bytes, "application/json; charset=iso-8859-1"))).toMatchObject({
      name: "Gr\ufffd\ufffde",
    });
  });

  test("in UTF-16 is broken JSON", async () => {
    const answer = await answeredBy(body(Buffer.from(GOOD, "utf16le")));
    expect(answer).toMatchObject({ message: expect.stringMatching(/^broken JSON/) });
  });

  test("with a byte order mark is read without it", async () => {
    expect(await answeredBy(body(Buffer.from(`\ufeff${GOOD}`)))).toMatchObject({ name: "Web" });
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "keys that are called %s change nothing",
    async (key) => {
      const group = JSON.stringify({
        ...BODY,
        servers: [{ id: "a1", status: "active" }],
        links: [{ rel: "self" }],
      });
      const polluting = group.replaceAll("{", `{"${key}":{"status":"archived","polluted":true},`);
      expect(await answeredBy(body(Buffer.from(polluting)))).toMatchObject({
        status: "active",
        servers: [{ id: "a1", status: "active" }],
      });
      expect({}).not.toHaveProperty("polluted");
    },
  );

  test("that is only in a prototype is not there", async () => {
    const hidden = JSON.stringify({ id: BODY.id, name: "Web", type: "default" });
    const answer = await answeredBy(
      body(Buffer.from(hidden.replace("{", '{"__proto__":{"status":"archived"},'))),
    );
    expect(answer).toMatchObject({ message: expect.stringMatching(/^the response is not a group/) });
  });
});

test("a group that nobody asked for is no answer", async () => {
  const other = { ...BODY, id: "0".repeat(32), status: "archived" };
  expect(await answeredBy((_, response) => json(response, 200, other))).toMatchObject({
    name: "CtlBadAnswer",
    message: expect.stringMatching(/^the response is about another group/),
  });
});

test("a server that nobody asked for is no answer", async () => {
  handler = (_, response) => json(response, 200, { id: "de1altdweb02", status: "archived" });
  const client = new CtlClient({ endpoint: stub.url, credentials: { token: "secret-token" } });
  await expect(client.server("ALTD", "de1altdweb01")).rejects.toMatchObject({
    name: "CtlBadAnswer",
    message: expect.stringMatching(/^the response is about another server/),
  });
});

test("404 with what is no JSON, although it says so, tells nothing about the group", async () => {
  const answer = await answeredBy((_, response) => text(response, 404, "<html>", JSON_TYPE));
  expect(answer).toMatchObject({ name: "CtlBadAnswer", trouble: "transient" });
});
