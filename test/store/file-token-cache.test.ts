import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CtlUnauthorized, CtlUnreachable } from "../../lib/ctl/errors";
import { loginRefused } from "../../lib/ctl/login";
import type { TokenRequest } from "../../lib/ctl/token";
import { claimsOf } from "../../lib/ctl/token";
import { FileTokenCache } from "../../lib/store/file-token-cache";
import { FileLock } from "../../lib/store/lock/file-lock";

const NOW = Date.parse("2015-07-14T13:47:58Z");
const DAY = 86_400_000;
const WHO: TokenRequest = { endpoint: "https://ctl.example", userName: "demo" };
const REQUEST = { method: "POST", path: "/v2/authentication/login" } as const;

let state: string;
let now: number;
let sleeps: number[];
/** What happens while somebody sleeps. */
let meanwhile: () => Promise<void> | void;
let logins: number;

/** A token like those of the API, good until then. */
function tokenUntil(expiresAt: number, name = "demo.altd"): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "HS256" })}.${encode({ unique_name: name, exp: expiresAt / 1_000 })}.${"s".repeat(43)}`;
}

/** The cache of another process. */
function cache(startedAt = NOW): FileTokenCache {
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      sleeps.push(ms);
      now += ms;
      await meanwhile();
    },
  };
  return new FileTokenCache(state, clock, () => 0.5, startedAt);
}

/** A login that gives a new token each time. */
async function logIn(): Promise<string> {
  logins += 1;
  return tokenUntil(NOW + 14 * DAY, `login-${logins}`);
}

/** Lets others go on without bringing anybody's patience to an end. */
async function inNoTime(): Promise<void> {
  now = NOW;
  await new Promise((resolve) => setImmediate(resolve));
}

function failWith(error: Error): () => Promise<string> {
  return async () => {
    logins += 1;
    throw error;
  };
}

function tokenFile(): string {
  const [name = "none", ...others] = readdirSync(join(state, "tokens"));
  expect(others).toEqual([]);
  return join(state, "tokens", name);
}

/** The lock of the login, held by somebody who lives. */
async function busyElsewhere(): Promise<FileLock> {
  await cache().tokenFor(WHO, logIn);
  const name = tokenFile().replace(/.*\/|\.json$/g, "");
  rmSync(tokenFile());
  logins = 0;
  const lock = new FileLock(join(state, "locks", `login-${name}`));
  expect(await lock.take()).toBeUndefined();
  return lock;
}

beforeEach(() => {
  state = join(mkdtempSync(join(tmpdir(), "tokens-")), "state");
  now = NOW;
  sleeps = [];
  meanwhile = () => {};
  logins = 0;
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(join(state, ".."), { recursive: true });
});

describe("one login", () => {
  test("serves every process of the same user and endpoint", async () => {
    const token = await cache().tokenFor(WHO, logIn);
    expect(await cache().tokenFor(WHO, logIn)).toBe(token);
    expect(logins).toBe(1);
  });

  test("serves ten that begin at once, and leaves no lock behind", async () => {
    meanwhile = inNoTime;
    const tokens = await Promise.all(Array.from({ length: 10 }, () => cache().tokenFor(WHO, logIn)));
    expect(new Set(tokens).size).toBe(1);
    expect(logins).toBe(1);
    expect(readdirSync(join(state, "locks"))).toEqual([]);
  });

  test("serves nobody else", async () => {
    await cache().tokenFor(WHO, logIn);
    await cache().tokenFor({ ...WHO, userName: "other" }, logIn);
    await cache().tokenFor({ ...WHO, endpoint: "http://127.0.0.1:8080" }, logIn);
    expect(logins).toBe(3);
    expect(readdirSync(join(state, "tokens"))).toEqual([
      expect.stringMatching(/^ctl\.example-[0-9a-f]{16}\.json$/),
      expect.stringMatching(/^ctl\.example-[0-9a-f]{16}\.json$/),
      expect.stringMatching(/^http-127\.0\.0\.1-8080-[0-9a-f]{16}\.json$/),
    ]);
  });

  test("is in a file that only its owner reads", async () => {
    const umask = process.umask(0o000);
    const token = await cache()
      .tokenFor(WHO, logIn)
      .finally(() => process.umask(umask));
    expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
    expect(statSync(join(state, "tokens")).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(tokenFile(), "utf8"))).toEqual({
      endpoint: "https://ctl.example",
      userName: "demo",
      token,
      expiresAt: NOW + 14 * DAY,
    });
  });
});

describe("a cached token is not used, and replaced,", () => {
  const usable = { ...WHO, token: tokenUntil(NOW + DAY), expiresAt: NOW + DAY };

  async function expectReplaced(): Promise<void> {
    const token = await cache().tokenFor(WHO, logIn);
    expect(logins).toBe(1);
    expect(JSON.parse(readFileSync(tokenFile(), "utf8"))).toMatchObject({ ...WHO, token });
    expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
    expect(statSync(tokenFile()).uid).toBe(process.getuid?.());
  }

  /** A file at the place of the cache. */
  async function plant(content: unknown): Promise<void> {
    await cache().tokenFor(WHO, logIn);
    logins = 0;
    writeFileSync(tokenFile(), typeof content === "string" ? content : JSON.stringify(content));
  }

  test("(but this one is)", async () => {
    await plant(usable);
    expect(await cache().tokenFor(WHO, logIn)).toBe(usable.token);
    expect(logins).toBe(0);
  });

  test.each(["644", "640", "604", "620", "601"])("when its mode is %s", async (mode) => {
    await plant(usable);
    chmodSync(tokenFile(), mode);
    await expectReplaced();
  });

  test("when it is a link, also to a token of ours, and what it leads to is not written", async () => {
    await plant(usable);
    const precious = join(state, "precious");
    const path = tokenFile();
    renameSync(path, precious);
    symlinkSync(precious, path);
    await expectReplaced();
    expect(JSON.parse(readFileSync(precious, "utf8"))).toEqual(usable);
  });

  test("when it is a pipe, which is not waited for", async () => {
    await plant(usable);
    const path = tokenFile();
    rmSync(path);
    execFileSync("mkfifo", ["-m", "600", path]);
    await expectReplaced();
  });

  test("when it is larger than any", async () => {
    await plant({ ...usable, more: "x".repeat(64 * 1024) });
    await expectReplaced();
  });

  test("when it belongs to somebody else", async () => {
    await plant(usable);
    jest.spyOn(process as { getuid(): number }, "getuid").mockReturnValue(statSync(tokenFile()).uid + 1);
    await cache().tokenFor(WHO, logIn);
    expect(logins).toBe(1);
  });

  test.each<[string, unknown]>([
    ["it is empty", ""],
    ["it is cut off", JSON.stringify(usable).slice(0, 100)],
    ["it is null", null],
    ["it is for another endpoint", { ...usable, endpoint: "https://evil.example" }],
    ["it is for another user", { ...usable, userName: "root" }],
    ["it has expired", { ...usable, expiresAt: NOW - 1 }],
    ["it expires within a minute", { ...usable, expiresAt: NOW + 60_000 }],
    ["nobody knows when it expires", { ...WHO, token: usable.token }],
    ["it could not be sent", { ...usable, token: "two\nlines" }],
    ["it is no text", { ...usable, token: 5 }],
    ["its refusal says nothing", { ...WHO, refused: null, at: NOW }],
    ["its refusal has no time", { ...WHO, refused: { status: 400 } }],
    ["its refusal is of a later day", { ...WHO, refused: { status: 400 }, at: NOW + DAY }],
  ])("when %s", async (_, content) => {
    await plant(content);
    await expectReplaced();
  });

  test("when the server refused it, once for all who saw that", async () => {
    meanwhile = inNoTime;
    await plant(usable);
    const refused = { ...WHO, refused: usable.token };
    const tokens = await Promise.all(Array.from({ length: 10 }, () => cache().tokenFor(refused, logIn)));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).not.toBe(usable.token);
    expect(logins).toBe(1);
  });

  test("but not when the server refused another one", async () => {
    await plant(usable);
    expect(await cache().tokenFor({ ...WHO, refused: "older" }, logIn)).toBe(usable.token);
    expect(logins).toBe(0);
  });
});

test.each([
  ["no expiry", tokenUntil(Number.NaN)],
  ["no shape that we know", "an-opaque-token"],
])("a token with %s is not cached", async (_, token) => {
  for (let run = 1; run <= 2; run += 1) {
    expect(await cache().tokenFor(WHO, async () => token)).toBe(token);
  }
  expect(readdirSync(state)).toEqual(["locks"]);
});

test("a state directory that cannot be written only costs a login each", async () => {
  writeFileSync(state, "a file");
  await cache().tokenFor(WHO, logIn);
  await cache().tokenFor(WHO, logIn);
  expect(logins).toBe(2);
});

test("a tokens folder that cannot be written only costs a login each", async () => {
  mkdirSync(state);
  writeFileSync(join(state, "tokens"), "a file");
  await cache().tokenFor(WHO, logIn);
  await cache().tokenFor(WHO, logIn);
  expect(logins).toBe(2);
});

describe("while somebody else logs in,", () => {
  test("its token is awaited", async () => {
    const lock = await busyElsewhere();
    let token = "";
    meanwhile = async () => {
      if (sleeps.length === 3) {
        lock.releaseNow();
        token = await cache().tokenFor(WHO, logIn);
      }
    };
    expect(await cache().tokenFor(WHO, logIn)).toBe(token);
    expect(logins).toBe(1);
    expect(sleeps).toEqual([100, 100, 100]);
  });

  test("and gives up, the next one does", async () => {
    const lock = await busyElsewhere();
    meanwhile = () => lock.releaseNow();
    await cache().tokenFor(WHO, logIn);
    expect({ logins, sleeps }).toEqual({ logins: 1, sleeps: [100] });
  });

  test("and fails for a while, the next one tries", async () => {
    const down = new CtlUnreachable("no answer", { request: REQUEST });
    await expect(cache().tokenFor(WHO, failWith(down))).rejects.toBe(down);
    await cache().tokenFor(WHO, logIn);
    expect(logins).toBe(2);
  });

  test("and takes longer than a request may, nobody waits on, and what it got is shared", async () => {
    const lock = await busyElsewhere();
    const token = await cache().tokenFor(WHO, logIn);
    expect(logins).toBe(1);
    expect(now - NOW).toBe(30_000);
    expect(await cache().tokenFor(WHO, logIn)).toBe(token);
    await lock.release();
  });
});

describe("a login that is refused", () => {
  const refusal = loginRefused("demo", 400, "We didn't recognize you.");

  beforeEach(async () => {
    now += 1_000;
    await expect(cache().tokenFor(WHO, failWith(refusal))).rejects.toBe(refusal);
    now += 1;
  });

  test("is not tried by nine others that were started with it", async () => {
    for (let other = 1; other <= 9; other += 1) {
      const error = await cache()
        .tokenFor(WHO, logIn)
        .catch((thrown) => thrown);
      expect(error).toBeInstanceOf(CtlUnauthorized);
      expect(error).toMatchObject({
        status: 400,
        message:
          'the login of CLC_USERNAME "demo" was rejected a moment ago, and is not retried yet (status 400): POST /v2/authentication/login',
      });
    }
    expect(logins).toBe(1);
  });

  test("is kept without the server's words", () => {
    expect(JSON.parse(readFileSync(tokenFile(), "utf8"))).toEqual({
      ...WHO,
      refused: { status: 400 },
      at: now - 1,
    });
  });

  test("that an older version has kept with the server's words is told without them", async () => {
    const refused = { status: 400, message: "you sent demo-password" };
    writeFileSync(tokenFile(), JSON.stringify({ ...WHO, refused, at: now }), { mode: 0o600 });
    const error = await cache()
      .tokenFor(WHO, logIn)
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ status: 400, message: expect.stringContaining("(status 400)") });
    expect(JSON.stringify(error) + error.message).not.toContain("demo-password");
  });

  test("is tried by one that was started later: its password may be another", async () => {
    await cache(now).tokenFor(WHO, logIn);
    expect(logins).toBe(2);
  });

  test("is tried again by one that was started with it, later on", async () => {
    now += 5_000;
    await cache().tokenFor(WHO, logIn);
    expect(logins).toBe(2);
  });
});

test("a token is read as it says", () => {
  expect(claimsOf(tokenUntil(NOW))).toEqual({ userName: "demo.altd", expiresAt: NOW });
  expect(claimsOf(tokenUntil(Number.NaN, ""))).toEqual({});
  for (const token of ["", "a.b.c", `a.${Buffer.from("null").toString("base64url")}.c`]) {
    expect(claimsOf(token)).toEqual({});
  }
});
