import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { UsageError } from "../../lib/common/usage-error";
import { CtlClient } from "../../lib/ctl/client";
import { takesOut } from "../../lib/ctl/no-proxy";
import { proxyFor } from "../../lib/ctl/proxy";
import { certificate } from "./certificates";
import { ProxyServer } from "./proxy-server";
import { json, StubServer } from "./stub-server";
import { withoutNetwork } from "./without-network";

const NAMES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = NAMES.map((name) => [name, process.env[name]] as const);

function setProxies(values: Record<string, string>): void {
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, values);
}

let stub: StubServer;
let addressOf: jest.SpyInstance;
const stopped: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  setProxies({});
  addressOf = withoutNetwork();
  stub = await StubServer.start((_, response) => json(response, 200, [{ id: "S1", name: "an answer" }]));
});

afterEach(async () => {
  setProxies(Object.fromEntries(before.filter(([, value]) => value !== undefined)) as Record<string, string>);
  addressOf.mockRestore();
  await Promise.all([stub.stop(), ...stopped.splice(0).map((stop) => stop())]);
});

type Choices = Parameters<typeof ProxyServer.start>[0];

async function startProxy(choices?: Choices): Promise<ProxyServer> {
  const proxy = await ProxyServer.start(choices);
  stopped.push(() => proxy.stop());
  return proxy;
}

function client(endpoint: string, timeoutMs = 5_000): CtlClient {
  return new CtlClient({ endpoint, credentials: { token: "secret-token" }, timeoutMs });
}

function dataCenters(endpoint: string, timeoutMs?: number): Promise<unknown> {
  return client(endpoint, timeoutMs)
    .dataCenters("ALTD")
    .catch((error) => error);
}

const AT = "GET /v2/datacenters/ALTD";

describe("a server on this machine", () => {
  test.each(["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"])(
    "is asked past %s, which sees nothing",
    async (variable) => {
      const proxy = await startProxy();
      setProxies({ [variable]: proxy.url });
      const { port } = new URL(stub.url);
      for (const host of ["127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]"]) {
        expect(await dataCenters(`http://${host}:${port}`)).toMatchObject([{ name: "an answer" }]);
      }
      expect(stub.received).toHaveLength(4);
      expect(proxy).toMatchObject({ asked: [], seen: "" });
    },
  );

  test("is asked past a proxy that is malformed", async () => {
    setProxies({ HTTP_PROXY: "socks5://proxy.example", ALL_PROXY: "::" });
    expect(await dataCenters(stub.url)).toMatchObject([{ name: "an answer" }]);
  });

  test.each(["http", "https"])("never has a proxy, whatever its port, by %s", (scheme) => {
    const everything = Object.fromEntries(NAMES.slice(0, 6).map((name) => [name, "http://proxy.example"]));
    const host = fc.oneof(
      fc.constantFrom("localhost", "LOCALHOST", "localhost.", "[::1]", "[0:0:0:0:0:0:0:1]"),
      fc.nat(0xffffff).map((low) => `${0x7f000000 + low}`),
      fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => `127.${bytes.join(".")}`),
      fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => `[::ffff:127.${bytes.join(".")}]`),
    );
    fc.assert(
      fc.property(host, fc.nat(65_535), (name, port) => {
        expect(proxyFor(new URL(`${scheme}://${name}:${port}`).origin, everything)).toBeUndefined();
      }),
    );
  });
});

describe("plain http to another machine", () => {
  const proxied = async (choices: Choices = {}): Promise<ProxyServer> =>
    startProxy({ leadsTo: new URL(stub.url).port, ...choices });

  test("goes through HTTP_PROXY, past it where NO_PROXY says so", async () => {
    const proxy = await proxied();
    setProxies({ HTTP_PROXY: proxy.url });
    expect(await dataCenters("http://ctl.example")).toMatchObject([{ name: "an answer" }]);
    expect(proxy.asked).toEqual(["GET http://ctl.example/v2/datacenters/ALTD?groupLinks=true"]);
    setProxies({ HTTP_PROXY: proxy.url, NO_PROXY: "ctl.invalid" });
    expect(await dataCenters("http://ctl.invalid")).toMatchObject({ name: "CtlBlocked" });
    expect(proxy.asked).toHaveLength(1);
  });

  test("tells the proxy user and password, and the server neither", async () => {
    const proxy = await proxied({ user: "ann:p@ss word" });
    setProxies({ HTTP_PROXY: `http://ann:p%40ss%20word@${proxy.host}` });
    expect(await dataCenters("http://ctl.example")).toMatchObject([{ name: "an answer" }]);
    expect(proxy.asked).toHaveLength(1);
  });

  test("is answered 407 by a proxy that asks for a password: nobody refused the login", async () => {
    const proxy = await proxied({ user: "ann:s3cret" });
    setProxies({ HTTP_PROXY: proxy.url });
    const login = { username: "demo", password: "demo-password" };
    const one = new CtlClient({ endpoint: "http://ctl.example", credentials: { login } });
    await expect(one.dataCenters("ALTD")).rejects.toMatchObject({
      name: "CtlBlocked",
      trouble: "rejected",
      status: 407,
      message: "the proxy asks for a user and a password (HTTP_PROXY): POST /v2/authentication/login",
    });
  });

  test.each([
    [
      "ENOTFOUND",
      "http://proxy.invalid:3128",
      "the host proxy.invalid is not known (ENOTFOUND); check HTTP_PROXY",
    ],
    [
      "ECONNREFUSED",
      "http://127.0.0.1:9",
      "no response from http://ctl.example (connect ECONNREFUSED 127.0.0.1:9",
    ],
  ])("says %s of the proxy", async (_, value, sentence) => {
    setProxies({ HTTP_PROXY: value });
    expect(await dataCenters("http://ctl.example")).toHaveProperty(
      "message",
      expect.stringContaining(sentence),
    );
  });
});

describe("https to another machine", () => {
  const here = certificate("ctl.example", { hosts: ["ctl.example"] });
  let server: SecureServer;

  beforeEach(async () => {
    server = createSecureServer(here, (_, response) => response.end("[]"));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const proxied = async (choices: Choices = {}): Promise<ProxyServer> =>
    startProxy({ leadsTo: String((server.address() as AddressInfo).port), ...choices });

  test("is tunnelled: the proxy learns the host, and never the token", async () => {
    const proxy = await proxied();
    setProxies({ HTTPS_PROXY: proxy.url });
    expect(await dataCenters("https://ctl.example")).toMatchObject({
      name: "CtlBlocked",
      trouble: "rejected",
      message: `the certificate of https://ctl.example is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT); set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority: ${AT}`,
    });
    expect(proxy.asked).toEqual(["CONNECT ctl.example:443"]);
    expect(proxy.seen).not.toContain("secret-token");
  });

  test.each([
    ["with a user", (host: string) => `http://ann:s3cret@${host}`, "ann:s3cret"],
    [
      "with a password that had to be encoded",
      (host: string) => `http://ann:p%40%3A%25%2F%C3%BC@${host}`,
      "ann:p@:%/ü",
    ],
    ["with a user alone", (host: string) => `http://ann@${host}`, "ann:"],
    ["without a scheme", (host: string) => host, undefined],
    ["without a scheme, with a user", (host: string) => `ann:s3cret@${host}`, "ann:s3cret"],
    ["with a slash at its end, and blanks", (host: string) => ` http://${host}/ `, undefined],
  ])("is tunnelled through a proxy %s", async (_, value, user) => {
    const proxy = await proxied(user ? { user } : {});
    setProxies({ HTTPS_PROXY: value(proxy.host) });
    // The tunnel stands: it is the certificate that nobody trusts here.
    expect(await dataCenters("https://ctl.example:8443")).toHaveProperty(
      "message",
      expect.stringContaining("SELF_SIGNED"),
    );
    expect(proxy.asked).toEqual(["CONNECT ctl.example:8443"]);
  });

  test.each([
    ["without a user", "", ""],
    ["with a wrong one", "ann:wrong@", ", and does not accept those that are set"],
  ])("%s is answered 407 to CONNECT, and that is no refused login", async (_, user, more) => {
    const proxy = await proxied({ user: "ann:s3cret" });
    setProxies({ https_proxy: `http://${user}${proxy.host}` });
    expect(await dataCenters("https://ctl.example")).toMatchObject({
      name: "CtlBlocked",
      trouble: "rejected",
      status: 407,
      message: `the proxy asks for a user and a password (https_proxy)${more}: ${AT}`,
    });
  });

  test.each([
    [403, "CtlBlocked", "rejected"],
    [404, "CtlBlocked", "rejected"],
    [429, "CtlUnavailable", "throttled"],
    [502, "CtlUnavailable", "transient"],
    [503, "CtlUnavailable", "transient"],
    [301, "CtlBlocked", "rejected"],
  ])("that the proxy answers with %d is %s", async (status, name, trouble) => {
    const proxy = await proxied({ status });
    setProxies({ HTTPS_PROXY: proxy.url });
    expect(await dataCenters("https://ctl.example")).toMatchObject({
      name,
      trouble,
      status,
      message: `the proxy of HTTPS_PROXY does not let requests through to https://ctl.example (status ${status}): ${AT}`,
    });
  });

  test("to a proxy that nobody trusts says whose certificate it is", async () => {
    const proxy = await proxied({ certificate: certificate("proxy", { hosts: ["127.0.0.1"] }) });
    setProxies({ HTTPS_PROXY: proxy.url });
    expect(await dataCenters("https://ctl.example")).toMatchObject({
      name: "CtlBlocked",
      message: expect.stringContaining(`the certificate of the proxy ${proxy.url} is not trusted (`),
    });
  });

  test.each<[string, () => Promise<string>, object]>([
    [
      "that does not speak TLS",
      async () => (await proxied()).url.replace("http:", "https:"),
      {
        name: "CtlBlocked",
        message: expect.stringMatching(
          /^the proxy https:\S+ does not speak TLS at this port; check scheme and port in HTTPS_PROXY/,
        ),
      },
    ],
    [
      "that nobody knows",
      async () => "http://proxy.invalid:3128",
      {
        name: "CtlBlocked",
        message: expect.stringContaining(
          "the host proxy.invalid is not known (ENOTFOUND); check HTTPS_PROXY",
        ),
      },
    ],
    [
      "where nobody listens",
      async () => "http://127.0.0.1:9",
      {
        name: "CtlUnreachable",
        message: expect.stringContaining(
          "no response from the proxy of HTTPS_PROXY (connect ECONNREFUSED 127.0.0.1:9)",
        ),
      },
    ],
  ])("through a proxy %s says so", async (_, value, error) => {
    setProxies({ HTTPS_PROXY: await value() });
    expect(await dataCenters("https://ctl.example")).toMatchObject(error);
  });

  test("through a proxy that never answers ends after the time of one request", async () => {
    const silent = await StubServer.start(() => {});
    stopped.push(() => silent.stop());
    setProxies({ HTTPS_PROXY: silent.url.replace("http://", "") });
    const startedAt = performance.now();
    expect(await dataCenters("https://ctl.example", 200)).toMatchObject({
      name: expect.stringMatching(/^CtlUn/),
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe("a proxy that is malformed", () => {
  test.each([
    "http://",
    "http://ann:s3cret@",
    "http://ann:s3cret@:3128",
    "http://ann:s3cret@proxy.example:99999",
    "http://ann:s3c#ret@proxy.example:3128",
    "http://ann:100%s3cret@proxy.example:3128",
    "socks5://ann:s3cret@proxy.example",
    "ftp://ann:s3cret@proxy.example",
    "ann:s3cret proxy.example",
    "://s3cret",
  ])("is named, and not repeated: %s", (value) => {
    setProxies({ HTTPS_PROXY: value });
    const make = (): CtlClient => client("https://ctl.example");
    expect(make).toThrow(UsageError);
    expect(make).toThrow(
      /^HTTPS_PROXY must be the address of an http or https proxy, such as "proxy\.example\.com:3128", with special characters .* percent-encoded; the value is not shown here/,
    );
    expect(make).not.toThrow(/s3c/);
  });

  test("does not matter where it is not used", () => {
    setProxies({ HTTPS_PROXY: "socks5://proxy.example", NO_PROXY: ".example" });
    expect(() => client("https://ctl.example")).not.toThrow();
    setProxies({ HTTP_PROXY: "socks5://proxy.example" });
    expect(() => client("https://ctl.example")).not.toThrow();
  });

  test("or not, any text leads to a proxy or to wrong usage, and never out with the text", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9:@%#?/.[\]\\ -]{0,15}$/);
    fc.assert(
      fc.property(
        fc.constantFrom("", "http://", "https://", "socks://"),
        part,
        part,
        (scheme, one, other) => {
          try {
            const proxy = proxyFor("https://ctl.example", { HTTPS_PROXY: `${scheme}${one}s3cret${other}` });
            expect(proxy?.origin).toMatchObject({
              username: "",
              password: "",
              pathname: "/",
              search: "",
              hash: "",
            });
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
            expect((error as Error).message).not.toContain("s3cret");
          }
        },
      ),
    );
  });
});

describe("NO_PROXY", () => {
  test.each([
    ["*", "https://ctl.example"],
    ["other.example, *", "https://ctl.example"],
    ["ctl.example", "https://ctl.example"],
    ["CTL.Example", "https://ctl.example"],
    ["ctl.example.", "https://ctl.example"],
    ["ctl.example", "https://ctl.example.:8443"],
    ["other.example ctl.example", "https://ctl.example"],
    ["example", "https://api.ctl.example"],
    [".example", "https://ctl.example"],
    ["*.example", "https://api.ctl.example"],
    ["ctl.example:443", "https://ctl.example"],
    ["ctl.example:80", "http://ctl.example"],
    ["ctl.example:8443", "https://ctl.example:8443"],
    ["*.example:443", "https://ctl.example"],
    ["bücher.example", "https://xn--bcher-kva.example"],
    ["10.1.2.3", "https://10.1.2.3"],
    ["10.0.0.0/8", "https://10.1.2.3"],
    ["10.1.2.3:443", "https://10.1.2.3"],
    ["fd00::1", "https://[fd00:0::1]"],
    ["[fd00::1]", "https://[fd00::1]"],
    ["[fd00::1]:443", "https://[fd00::1]"],
    ["fd00::/8", "https://[fd00::1]"],
    ["::ffff:10.1.2.3", "https://10.1.2.3"],
  ])("of %j takes out %s", (entries, url) => {
    expect(takesOut(entries, new URL(url))).toBe(true);
    expect(
      proxyFor(new URL(url).origin, { ALL_PROXY: "http://proxy.example", no_proxy: entries }),
    ).toBeUndefined();
  });

  test.each([
    ["", "https://ctl.example"],
    [" , ", "https://ctl.example"],
    ["ctl.example", "https://myctl.example"],
    ["tl.example", "https://ctl.example"],
    [".ctl.example", "https://ctl.example"],
    ["*.ctl.example", "https://ctl.example"],
    ["api.ctl.example", "https://ctl.example"],
    ["ctl.example:8443", "https://ctl.example"],
    ["10.1.2.4", "https://10.1.2.3"],
    ["10.0.0.0/33", "https://10.1.2.3"],
    ["10.0.0.0/", "https://11.1.2.3"],
    ["3", "https://10.1.2.3"],
    ["[fd00::1]:80", "https://[fd00::1]"],
    ["fd00::/8", "https://10.1.2.3"],
    ["ctl.example/24", "https://ctl.example"],
  ])("of %j does not take out %s", (entries, url) => {
    expect(takesOut(entries, new URL(url))).toBe(false);
  });

  test("of any text takes out or not, without an error", () => {
    const entries = fc.stringMatching(/^[A-Za-z0-9:@%#?/.[\]\\ ,*-]{0,30}$/);
    fc.assert(
      fc.property(fc.oneof(entries, fc.string()), fc.webUrl(), (text, url) => {
        expect(typeof takesOut(text, new URL(url))).toBe("boolean");
      }),
    );
  });
});
