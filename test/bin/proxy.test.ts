import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { COMMAND_LINE, type Finished, HOOK, home, Running } from "../cli/command";
import { certificate } from "../ctl/certificates";
import { ProxyServer } from "../ctl/proxy-server";
import { TlsFront } from "../ctl/tls-front";

jest.setTimeout(60_000);

const PASSWORD = "pa$$ word";
const PROXY_PASSWORD = "pr@xy/s3cret";
const PROXY_USER = `ann:${encodeURIComponent(PROXY_PASSWORD)}`;
const authority = certificate("Test Authority");
const AUTHORITY = join(home, "authority.pem");

let emulator: CtlEmulator;
let front: TlsFront;
let proxy: ProxyServer;
let nth = 0;

beforeAll(async () => {
  writeFileSync(AUTHORITY, authority.cert);
});
beforeEach(async () => {
  nth += 1;
  emulator = await CtlEmulator.start({ speed: 1_000_000, password: PASSWORD, hosts: ["ctl.example"] });
  const hosts = ["ctl.example", "127.0.0.1"];
  front = await TlsFront.start(certificate("ctl.example", { hosts, issuer: authority }), emulator.url);
  proxy = await ProxyServer.start({ user: `ann:${PROXY_PASSWORD}`, leadsTo: front.port });
});
afterEach(() => Promise.all([emulator.stop(), front.stop(), proxy.stop()]));

/** What Terraform runs, in the environment of a company. */
function hook(env: Record<string, string>): Promise<Finished> {
  return new Running(HOOK, ["archive"], environment(env)).finished;
}

function environment(more: Record<string, string>): Record<string, string> {
  return {
    CLC_BASE_URL: emulator.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: PASSWORD,
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: WEB_APPLICATIONS,
    ARCHIVED_GROUP_STATE_DIR: stateDirectory(),
    ...more,
  };
}

function stateDirectory(): string {
  return join(home, `state-${nth}`);
}

test("an emulator of this machine is reached past the proxies of a company, which see nothing", async () => {
  const open = await ProxyServer.start();
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
  const everywhere = Object.fromEntries(names.map((name) => [name, open.url]));
  // By the last one, newer versions of Node send their own requests to a proxy.
  const { code, stdout } = await hook({ ...everywhere, NODE_USE_ENV_PROXY: "1" });
  expect(stdout).toMatch(/was seen archived, with 5 servers\n$/);
  expect(code).toBe(0);
  expect(open).toMatchObject({ asked: [], seen: "" });
  await open.stop();
});

describe("https through a proxy that asks for a password", () => {
  const through = (user: string): Record<string, string> => ({
    CLC_BASE_URL: "https://ctl.example",
    HTTPS_PROXY: `${user}${proxy.host}`,
    NODE_EXTRA_CA_CERTS: AUTHORITY,
  });

  test("archives, over few connections; the proxy reads neither password nor token", async () => {
    const { code, stdout, stderr } = await hook(through(`http://${PROXY_USER}@`));
    expect(stdout).toMatch(/was seen archived, with 5 servers\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(new Set(proxy.asked)).toEqual(new Set(["CONNECT ctl.example:443"]));
    expect(proxy.asked.length).toBeLessThanOrEqual(5);
    for (const secret of [PASSWORD, "password", "Bearer", "eyJ"]) expect(proxy.seen).not.toContain(secret);
  });

  test("and gets none ends with 1; no login is counted as refused", async () => {
    const { code, stdout } = await hook(through("http://"));
    expect(stdout).toContain("the proxy asks for a user and a password (HTTPS_PROXY)");
    expect(stdout).not.toContain("refused");
    expect(code).toBe(1);
    expect(readdirSync(stateDirectory()).filter((name) => name === "tokens")).toEqual([]);
    expect((await hook(through(`http://${PROXY_USER}@`))).code).toBe(0);
  });

  test("and gets none any more, with an archive in flight, ends with 4 at the deadline", async () => {
    await emulator.stop();
    emulator = await CtlEmulator.start({ password: PASSWORD, hosts: ["ctl.example"] });
    await front.stop();
    front = await TlsFront.start(
      certificate("ctl.example", { hosts: ["ctl.example"], issuer: authority }),
      emulator.url,
    );
    const open = await ProxyServer.start({ leadsTo: front.port });
    const first = new Running(
      HOOK,
      ["archive"],
      environment({ ...through(""), HTTPS_PROXY: open.url, ARCHIVED_GROUP_TIMEOUT: "5s" }),
    );
    await first.printed("notStarted");
    first.child.kill("SIGKILL");
    await Promise.all([first.finished, open.stop()]);
    const { code, stdout } = await hook({ ...through("http://"), ARCHIVED_GROUP_TIMEOUT: "5s" });
    expect(stdout).toContain("the proxy asks for a user and a password (HTTPS_PROXY)");
    expect(stdout).toContain("continues without this run");
    expect(code).toBe(4);
  });

  test.each(["socks5://", "http://ann:pr@xy#"])("malformed as %s it is wrong usage", async (start) => {
    const { code, stdout } = await hook(through(`${start}${PROXY_USER}@`));
    expect(code).toBe(2);
    expect(stdout).toMatch(/^error: HTTPS_PROXY must be the address of an http or https proxy/);
    expect(stdout).not.toMatch(/s3cret|ann:/);
  });

  test.each([
    ["hook.cjs archive", HOOK, ["archive"]],
    ["archived-group survey", COMMAND_LINE, ["survey", "--account", "ALTD", "--group", WEB_APPLICATIONS]],
  ])("no debug output of %s holds a secret", async (_, bundle, args) => {
    const env = environment({
      ...through(`http://${PROXY_USER}@`),
      DEBUG: "*",
      NODE_DEBUG: "*",
    });
    const { code, stderr, stdout } = await new Running(bundle, args, env).finished;
    expect(code).toBe(0);
    expect(stderr).toContain("HTTP "); // Node did print what it does
    expectNoSecretIn(stdout + stderr);
  });

  test("no debug output of the library in a user's own process holds a secret", async () => {
    const script = join(__dirname, "..", "ctl", "ask-once.ts");
    const env = { ...through(`http://${PROXY_USER}@`), DEBUG: "*", NODE_DEBUG: "http,https,net,tls,stream" };
    const running = new Running("--import", ["tsx", script, "https://ctl.example", "20000"], env);
    const { stderr, stdout } = await running.finished;
    expect(stdout).toContain("the token of CLC_BEARER_TOKEN is not accepted");
    expect(stderr).toContain("HTTP ");
    expect(stdout + stderr).not.toContain("secret-token");
    expectNoSecretIn(stdout + stderr);
  });
});

/** The secrets as they are, and as they travel. */
function expectNoSecretIn(text: string): void {
  const token = tokenOfState();
  const secrets = [PASSWORD, PROXY_PASSWORD, `ann:${PROXY_PASSWORD}`, ...(token ? [token] : [])];
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(secret).toString("hex"),
    (Buffer.from(secret).toString("hex").slice(0, 90).match(/../g) ?? []).join(" "),
  ]);

  expect(forms.filter((form) => text.includes(form))).toEqual([]);
}

function tokenOfState(): string | undefined {
  try {
    const folder = join(stateDirectory(), "tokens");
    return JSON.parse(readFileSync(join(folder, readdirSync(folder)[0] ?? ""), "utf8")).token;
  } catch {
    return undefined;
  }
}
