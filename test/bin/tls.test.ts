import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CtlEmulator, WEB_APPLICATIONS } from "../../lib/emulator";
import { COMMAND_LINE, type Finished, HOOK, home, Running } from "../cli/command";
import { certificate } from "../ctl/certificates";
import { TlsFront } from "../ctl/tls-front";

jest.setTimeout(60_000);

const AUTHORITY = join(home, "authority.pem");
const authority = certificate("Test Authority");
const HERE = { hosts: ["127.0.0.1"], issuer: authority };

let emulator: CtlEmulator;
let front: TlsFront;

beforeAll(() => writeFileSync(AUTHORITY, authority.cert));
beforeEach(async () => {
  emulator = await CtlEmulator.start({ speed: 1_000_000 });
});
afterEach(() => Promise.all([emulator.stop(), front.stop()]));

/** A command against a server with this certificate. */
async function against(
  { cert, key }: { cert: string; key: string },
  env: Record<string, string> = {},
  [bundle, ...args]: [string, ...string[]] = [HOOK, "archive"],
): Promise<Finished> {
  front = await TlsFront.start({ cert, key }, emulator.url);
  return new Running(bundle, args, {
    CLC_BASE_URL: front.url,
    CLC_USERNAME: emulator.username,
    CLC_PASSWORD: emulator.password,
    ARCHIVED_GROUP_ACCOUNT: "ALTD",
    ARCHIVED_GROUP_ID: WEB_APPLICATIONS,
    ARCHIVED_GROUP_STATE_DIR: join(home, "state", front.port),
    ...env,
  }).finished;
}

const UNTRUSTED =
  /is not trusted \(\w+\); set NODE_EXTRA_CA_CERTS to a file with the certificate of its authority/;
const INVALID = /is not valid \(\w+\); renew it, and check the clock of this machine/;
const leaf = certificate("here", HERE);

describe.each([
  ["of nobody's", certificate("here", { hosts: ["127.0.0.1"] }), {}, UNTRUSTED],
  ["of an unknown authority", leaf, {}, UNTRUSTED],
  ["that comes with its unknown authority", { ...leaf, cert: leaf.cert + authority.cert }, {}, UNTRUSTED],
  [
    "that has expired",
    certificate("here", { ...HERE, years: [-2, -1] }),
    { NODE_EXTRA_CA_CERTS: AUTHORITY },
    INVALID,
  ],
  [
    "that is not valid yet",
    certificate("here", { ...HERE, years: [1, 2] }),
    { NODE_EXTRA_CA_CERTS: AUTHORITY },
    INVALID,
  ],
  [
    "of another host",
    certificate("there", { ...HERE, hosts: ["ctl.example"] }),
    { NODE_EXTRA_CA_CERTS: AUTHORITY },
    /is for another host \(ERR_TLS_CERT_ALTNAME_INVALID\); check CLC_BASE_URL/,
  ],
])("a certificate %s", (_, served, env, sentence) => {
  test("ends the hook at once, with what to do, and nothing was sent", async () => {
    const { code, stdout } = await against(served, env);
    expect(stdout).toMatch(sentence);
    expect(stdout).toContain("this run sent nothing");
    expect(stdout).not.toContain("attempt 2");
    expect(code).toBe(1);
    expect(emulator.events.filter(({ kind }) => kind === "request")).toEqual([]);
  });
});

test("a certificate of an authority that NODE_EXTRA_CA_CERTS names is trusted", async () => {
  const { code, stdout, stderr } = await against(leaf, { NODE_EXTRA_CA_CERTS: AUTHORITY });
  expect(stdout).toMatch(/was seen archived, with 5 servers\n$/);
  expect(stdout).not.toContain("warning");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

const count = (text: string, part: string): number => text.split(part).length - 1;

describe("NODE_TLS_REJECT_UNAUTHORIZED=0", () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const group = ["--account", "ALTD", "--group", WEB_APPLICATIONS];

  test.each<[string, [string, ...string[]], "stdout" | "stderr"]>([
    ["the hook", [HOOK, "archive"], "stdout"],
    ["archive", [COMMAND_LINE, "archive", ...group], "stdout"],
    ["archive in JSON", [COMMAND_LINE, "archive", ...group, "--log-format", "json"], "stdout"],
    ["status", [COMMAND_LINE, "status", ...group], "stdout"],
    ["status in JSON", [COMMAND_LINE, "status", ...group, "--json"], "stderr"],
    ["survey", [COMMAND_LINE, "survey", ...group], "stdout"],
    ["survey in JSON", [COMMAND_LINE, "survey", ...group, "--json"], "stderr"],
  ])("is warned of once by %s, and by Node once at most", async (_, command, where) => {
    const finished = await against(leaf, env, command);
    expect(finished.code).toBe(0);
    const ours = "warning: NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate";
    expect(count(finished[where], ours)).toBe(1);
    expect(count(finished.stdout + finished.stderr, ours)).toBe(1);
    expect(count(finished.stderr, "Warning: Setting the NODE_TLS_REJECT_UNAUTHORIZED")).toBeLessThanOrEqual(
      1,
    );
  });

  test("is nothing to warn of where nothing is encrypted", async () => {
    const { stdout, stderr } = await against(leaf, { ...env, CLC_BASE_URL: emulator.url });
    expect(stdout + stderr).not.toContain("NODE_TLS_REJECT_UNAUTHORIZED");
  });
});
