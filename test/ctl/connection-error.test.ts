import { createServer } from "node:net";
import { CtlClient } from "../../lib/ctl/client";
import { connectionError } from "../../lib/ctl/connection-error";
import { certificate } from "./certificates";
import { StubServer } from "./stub-server";
import { TlsFront } from "./tls-front";
import { withoutNetwork } from "./without-network";

const AT = { method: "GET", path: "/v2/datacenters/ALTD" } as const;
const ORIGIN = "https://ctl.example:8443";

/** What becomes of a connection that fails like this. */
function failed(code: string, more: object = {}): unknown {
  return connectionError({ code, message: `something about ${code}`, ...more }, AT, ORIGIN, undefined);
}

const AUTHORITY =
  "is not trusted (%s); set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority";

test.each<readonly [string, string]>([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", AUTHORITY],
  ["SELF_SIGNED_CERT_IN_CHAIN", AUTHORITY],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", AUTHORITY],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", AUTHORITY],
  ["UNABLE_TO_GET_ISSUER_CERT", AUTHORITY],
  ["CERT_UNTRUSTED", AUTHORITY],
  ["INVALID_CA", AUTHORITY],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "is for another host (%s); check CLC_BASE_URL"],
  ...[
    "CERT_HAS_EXPIRED",
    "CERT_NOT_YET_VALID",
    "CERT_REVOKED",
    "CERT_REJECTED",
    "CERT_CHAIN_TOO_LONG",
    "CERT_SIGNATURE_FAILURE",
    "CRL_HAS_EXPIRED",
    "ERROR_IN_CERT_NOT_AFTER_FIELD",
    "UNABLE_TO_GET_CRL",
    "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
    "PATH_LENGTH_EXCEEDED",
    "INVALID_PURPOSE",
    "HOSTNAME_MISMATCH",
    "ERR_TLS_CERT_ALTNAME_FORMAT",
  ].map((code) => [code, "is not valid (%s); renew it, and check the clock of this machine"] as const),
])("%s is said at once, with what to do", (code, sentence) => {
  expect(failed(code)).toMatchObject({
    name: "CtlBlocked",
    trouble: "rejected",
    message: `the certificate of ${ORIGIN} ${sentence.replace("%s", code)}: GET /v2/datacenters/ALTD`,
  });
});

test("ENOTFOUND names the host, and where it was set", () => {
  expect(failed("ENOTFOUND")).toMatchObject({
    name: "CtlBlocked",
    trouble: "rejected",
    message:
      "the host ctl.example is not known (ENOTFOUND); check CLC_BASE_URL, and the DNS of this machine: GET /v2/datacenters/ALTD",
  });
});

test.each([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPROTO",
])("%s may pass", (code) => {
  expect(failed(code)).toMatchObject({
    name: "CtlUnreachable",
    trouble: "transient",
    message: `no response from ${ORIGIN} (something about ${code}): GET /v2/datacenters/ALTD`,
  });
});

describe("an answer without TLS", () => {
  const message = "write EPROTO 80DC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:";

  test("to the handshake says that the port is the wrong one", () => {
    expect(failed("EPROTO", { message, request: { socket: { alpnProtocol: null } } })).toMatchObject({
      name: "CtlBlocked",
      message: `${ORIGIN} does not speak TLS at this port; check scheme and port in CLC_BASE_URL: GET /v2/datacenters/ALTD`,
    });
  });

  test.each([false, "http/1.1"])("later on may have come after the request (%j)", (alpnProtocol) => {
    expect(failed("EPROTO", { message, request: { socket: { alpnProtocol } } })).toMatchObject({
      trouble: "transient",
    });
  });
});

describe("a real connection", () => {
  /** How a login and a read at this address end, and how often it was tried. */
  function ask(endpoint: string): Promise<unknown> {
    const login = { username: "demo", password: "demo-password" };
    const client = new CtlClient({ endpoint, credentials: { login }, timeoutMs: 5_000 });
    return client.dataCenters("ALTD").catch((error) => error);
  }

  test("by https to a port of plain http says so", async () => {
    const stub = await StubServer.start(() => {});
    expect(await ask(stub.url.replace("http:", "https:"))).toMatchObject({
      name: "CtlBlocked",
      message: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+ does not speak TLS at this port/),
    });
    await stub.stop();
  });

  test("by https to a port of something else says so", async () => {
    const server = createServer(
      (socket) => void socket.on("error", () => {}).end("220 smtp.example ready\r\n"),
    );
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    expect(await ask(`https://127.0.0.1:${typeof address === "object" && address?.port}`)).toMatchObject({
      name: "CtlBlocked",
      message: expect.stringContaining("does not speak TLS at this port"),
    });
    server.close();
  });

  test("by https to a certificate that nobody signed says so, and nothing is sent", async () => {
    const stub = await StubServer.start(() => {});
    const front = await TlsFront.start(certificate("here", { hosts: ["127.0.0.1"] }), stub.url);
    expect(await ask(front.url)).toMatchObject({
      name: "CtlBlocked",
      message: expect.stringContaining(
        `the certificate of ${front.url} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
      ),
    });
    expect(stub.received).toEqual([]);
    await Promise.all([stub.stop(), front.stop()]);
  });

  test.each([
    ["ENOTFOUND", "CtlBlocked"],
    ["EAI_AGAIN", "CtlUnreachable"],
  ])("to a name that DNS answers with %s is %s", async (code, name) => {
    const lookup = withoutNetwork(code);
    expect(await ask("https://ctl.example")).toMatchObject({ name, message: expect.stringContaining(code) });
    lookup.mockRestore();
  });
});
