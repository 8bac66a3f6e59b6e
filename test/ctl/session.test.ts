import type { ServerResponse } from "node:http";
import { CtlClient } from "../../lib/ctl/client";
import type { Credentials } from "../../lib/ctl/credentials";
import type { TokenCache, TokenRequest } from "../../lib/ctl/token";
import { json, type Received, StubServer, text } from "./stub-server";

const LOGIN = { login: { username: "demo", password: "demo-password" } };

let stub: StubServer;
let valid: string;
let users: string[];
/** Answers a login; a test may replace it. */
let login: (request: Received, response: ServerResponse) => void;

function client(credentials: Credentials = LOGIN, tokenCache?: TokenCache): CtlClient {
  const onLogin = (name: string): unknown => users.push(name);
  return new CtlClient({ endpoint: stub.url, credentials, onLogin, ...(tokenCache && { tokenCache }) });
}

/** A cache that other processes have left these tokens in, one after the other; then it has none. */
class LeftBehind implements TokenCache {
  readonly asked: TokenRequest[] = [];

  constructor(private readonly tokens: string[] = []) {}

  async tokenFor(request: TokenRequest, logIn: () => Promise<string>): Promise<string> {
    this.asked.push(request);
    return this.tokens.shift() ?? (await logIn());
  }
}

/** A token that names its user, as the API's do. */
function tokenOf(name: string): string {
  return `e30.${Buffer.from(JSON.stringify({ unique_name: name })).toString("base64url")}.c2ln`;
}

function logins(): number {
  return stub.asked.filter((line) => line === "POST /v2/authentication/login").length;
}

beforeEach(async () => {
  valid = "token-1";
  users = [];
  login = (_, response) => json(response, 200, { userName: "demo.altd", bearerToken: valid });
  stub = await StubServer.start((request, response) => {
    if (request.url === "/v2/authentication/login") login(request, response);
    else if (request.headers.authorization === `Bearer ${valid}`) json(response, 200, []);
    else json(response, 401, { message: "Authorization has been denied for this request." });
  });
});
afterEach(() => stub.stop());

test("the password travels in the login alone, the token in the header alone", async () => {
  await client().dataCenters("ALTD");
  const [first, second] = stub.received;
  expect(JSON.parse(first?.body ?? "")).toEqual({ username: "demo", password: "demo-password" });
  expect(first?.headers).toMatchObject({ "content-type": "application/json", accept: "application/json" });
  expect(first?.headers.authorization).toBeUndefined();
  expect(second).toMatchObject({ method: "GET", url: "/v2/datacenters/ALTD?groupLinks=true", body: "" });
  expect(JSON.stringify(second?.headers)).not.toContain("demo-password");
  expect(users).toEqual(["demo.altd"]);
});

test("requests side by side share one login", async () => {
  const one = client();
  await Promise.all(Array.from({ length: 10 }, () => one.dataCenters("ALTD")));
  expect(logins()).toBe(1);
  expect(users).toEqual(["demo.altd"]);
});

test("a refused token is renewed once, and the request is sent again", async () => {
  const one = client();
  await one.dataCenters("ALTD");
  valid = "token-2";
  await expect(one.dataCenters("ALTD")).resolves.toEqual([]);
  expect(stub.asked.slice(2)).toEqual([
    "GET /v2/datacenters/ALTD?groupLinks=true",
    "POST /v2/authentication/login",
    "GET /v2/datacenters/ALTD?groupLinks=true",
  ]);
});

test("a login that is answered with 404 was not refused: something on the way has lost its routes", async () => {
  for (const body of ["", "{}"]) {
    login = (_, response) => text(response, 404, body, { "Content-Type": "application/json" });
    await expect(client().dataCenters("ALTD")).rejects.toMatchObject({
      name: "CtlBadAnswer",
      trouble: "transient",
      message: "there is no login here (status 404): POST /v2/authentication/login",
    });
  }
});

describe("a request that changes something, answered with 401", () => {
  const TARGET = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };
  const ARCHIVE = `POST /v2/groups/ALTD/${TARGET.groupId}/archive`;

  test.each([
    ["an archive", (one: CtlClient) => one.archive(TARGET), ARCHIVE],
    [
      "a restore",
      (one: CtlClient) => one.restore(TARGET, "b".repeat(32)),
      ARCHIVE.replace("archive", "restore"),
    ],
  ])("is not sent again, as it may have been accepted: %s", async (_, send, line) => {
    const one = client();
    await one.dataCenters("ALTD");
    valid = "token-2";
    await expect(send(one)).rejects.toMatchObject({
      name: "CtlUnauthorized",
      trouble: "stale-token",
      status: 401,
      message: `status 401: ${line}`,
    });
    expect(stub.asked.slice(2)).toEqual([line]);
  });

  test("has the next request log in first, although its token is not refused there", async () => {
    const one = client();
    await one.dataCenters("ALTD");
    stub.received.length = 0;
    const before = valid;
    valid = "token-2";
    await expect(one.archive(TARGET)).rejects.toMatchObject({ trouble: "stale-token" });
    expect(before).not.toBe(valid);
    await expect(one.dataCenters("ALTD")).resolves.toEqual([]);
    expect(stub.asked.slice(-3)).toEqual([
      ARCHIVE,
      "POST /v2/authentication/login",
      "GET /v2/datacenters/ALTD?groupLinks=true",
    ]);
  });

  test("and without a login beside the token ends with the next request", async () => {
    const one = client({ token: "token-1" });
    valid = "token-2";
    await expect(one.archive(TARGET)).rejects.toMatchObject({ trouble: "stale-token" });
    await expect(one.dataCenters("ALTD")).rejects.toMatchObject({
      trouble: "credentials",
      message: expect.stringContaining("the token of CLC_BEARER_TOKEN is not accepted"),
    });
  });

  test("is no 401 when there is no token yet and the login is refused: nothing was sent", async () => {
    login = (_, response) => json(response, 400, { message: "We did not recognize you." });
    await expect(client().archive(TARGET)).rejects.toMatchObject({ trouble: "credentials" });
    expect(stub.asked).toEqual(["POST /v2/authentication/login"]);
  });
});

test("ten requests whose token is refused share one new login", async () => {
  const one = client();
  await one.dataCenters("ALTD");
  valid = "token-2";
  await Promise.all(Array.from({ length: 10 }, () => one.dataCenters("ALTD")));
  expect(logins()).toBe(2);
});

test("a token that is given is used without a login", async () => {
  await client({ token: "token-1" }).dataCenters("ALTD");
  expect(logins()).toBe(0);
});

test("a token that is given, with a login beside it, is renewed when it is refused", async () => {
  await expect(client({ token: "old", ...LOGIN }).dataCenters("ALTD")).resolves.toEqual([]);
  expect(logins()).toBe(1);
});

test("a token that is refused, without a login beside it, is named with the request that it was for", async () => {
  const error = await client({ token: "old" })
    .dataCenters("ALTD")
    .catch((thrown) => thrown);
  expect(error).toMatchObject({
    name: "CtlUnauthorized",
    trouble: "credentials",
    status: 401,
    message:
      "the token of CLC_BEARER_TOKEN is not accepted; get a new one, or set CLC_USERNAME and CLC_PASSWORD: GET /v2/datacenters/ALTD",
  });
  expect(stub.received).toHaveLength(1);
});

test("a new token that is refused as well ends it: one login, one more try", async () => {
  login = (_, response) => json(response, 200, { bearerToken: "refused" });
  await expect(client().dataCenters("ALTD")).rejects.toMatchObject({
    trouble: "credentials",
    message: "status 401, even with a new token: GET /v2/datacenters/ALTD",
  });
  expect(logins()).toBe(2);
  expect(stub.received).toHaveLength(4);
});

test.each<[string, number, unknown, string]>([
  [
    "bad credentials carry the server's message",
    400,
    { message: "We didn't recognize the username or password you entered. Please try again." },
    `the login of CLC_USERNAME "demo" was rejected (We didn't recognize the username or password you entered. Please try again.): POST /v2/authentication/login`,
  ],
  [
    "a refusal without words carries its status",
    403,
    {},
    'the login of CLC_USERNAME "demo" was rejected (status 403): POST /v2/authentication/login',
  ],
])("%s", async (_, status, body, message) => {
  login = (_request, response) => json(response, status, body);
  await expect(client().dataCenters("ALTD")).rejects.toMatchObject({
    name: "CtlUnauthorized",
    trouble: "credentials",
    status,
    message,
  });
  expect(stub.received).toHaveLength(1);
});

test.each([405, 407, 409, 410, 415, 421])(
  "a login that is answered %d was not looked at, so nobody refused it",
  async (status) => {
    login = (_, response) => json(response, status, { message: "no" });
    await expect(client().dataCenters("ALTD")).rejects.toMatchObject({
      name: status === 407 ? "CtlBlocked" : "CtlRejected",
      trouble: "rejected",
      status,
    });
  },
);

test.each<[string, (response: ServerResponse) => void]>([
  ["503", (response) => json(response, 503, {})],
  ["a page", (response) => text(response, 200, "<html>", { "Content-Type": "text/html" })],
  ["no token", (response) => json(response, 200, { userName: "demo" })],
  ["null", (response) => json(response, 200, null)],
  ["a token of an empty text", (response) => json(response, 200, { bearerToken: "" })],
])(
  "a login that answers with %s is a passing trouble, and the next request logs in anew",
  async (_, answer) => {
    const good = login;
    login = (_request, response) => answer(response);
    const one = client();
    await expect(one.dataCenters("ALTD")).rejects.toMatchObject({ trouble: "transient" });
    login = good;
    await expect(one.dataCenters("ALTD")).resolves.toEqual([]);
  },
);

describe("with a cache", () => {
  test("a token that another process left is used without a login, and nobody is told of one", async () => {
    const cache = new LeftBehind(["token-1"]);
    const one = client(LOGIN, cache);
    await one.dataCenters("ALTD");
    await one.dataCenters("ALTD");
    expect(logins()).toBe(0);
    expect(users).toEqual([]);
    expect(cache.asked).toEqual([{ endpoint: stub.url, userName: "demo" }]);
  });

  test("the first one logs in, and tells so", async () => {
    await client(LOGIN, new LeftBehind()).dataCenters("ALTD");
    expect(logins()).toBe(1);
    expect(users).toEqual(["demo.altd"]);
  });

  test("a token that is refused is said to be so, and exchanged for another one's", async () => {
    const cache = new LeftBehind(["old", "token-1"]);
    await client(LOGIN, cache).dataCenters("ALTD");
    expect(cache.asked).toEqual([
      { endpoint: stub.url, userName: "demo" },
      { endpoint: stub.url, userName: "demo", refused: "old" },
    ]);
    expect(logins()).toBe(0);
  });

  test("tokens that are all outdated lead to a login of its own", async () => {
    const cache = new LeftBehind(["old", "older", "oldest"]);
    await client(LOGIN, cache).dataCenters("ALTD");
    expect(cache.asked.map(({ refused }) => refused)).toEqual([undefined, "old", "older", "oldest"]);
    expect(logins()).toBe(1);
  });

  test("a new token that is refused as well ends it", async () => {
    login = (_, response) => json(response, 200, { bearerToken: "refused" });
    await expect(client(LOGIN, new LeftBehind(["old"])).dataCenters("ALTD")).rejects.toMatchObject({
      trouble: "credentials",
      message: "status 401, even with a new token: GET /v2/datacenters/ALTD",
    });
    expect(logins()).toBe(1);
  });

  test("a token that is given goes first, and the cache comes only when it is refused", async () => {
    const cache = new LeftBehind(["token-1"]);
    await client({ token: "token-1", ...LOGIN }, cache).dataCenters("ALTD");
    expect(cache.asked).toEqual([]);
    await client({ token: "old", ...LOGIN }, cache).dataCenters("ALTD");
    expect(cache.asked).toEqual([{ endpoint: stub.url, userName: "demo", refused: "old" }]);
    expect(logins()).toBe(0);
  });

  test("a token that is given alone has nothing to do with it", async () => {
    const cache = new LeftBehind(["token-1"]);
    await client({ token: "token-1" }, cache).dataCenters("ALTD");
    await expect(client({ token: "old" }, cache).dataCenters("ALTD")).rejects.toMatchObject({
      trouble: "credentials",
    });
    expect(cache.asked).toEqual([]);
  });
});

describe("the actor", () => {
  test("is not known before the login, and then as the server names him", async () => {
    const one = client();
    expect(one.actor).toBeUndefined();
    await one.dataCenters("ALTD");
    expect(one.actor).toBe("demo.altd");
  });

  test("is the user of the token that is given", () => {
    expect(client({ token: tokenOf("ann.altd") }).actor).toBe("ann.altd");
    expect(client({ token: tokenOf("ann.altd"), ...LOGIN }).actor).toBe("ann.altd");
  });

  test("is the user of the token that another process left", async () => {
    valid = tokenOf("demo.altd");
    const one = client(LOGIN, new LeftBehind([valid]));
    await one.dataCenters("ALTD");
    expect(one.actor).toBe("demo.altd");
  });

  test("becomes the user of the login when the token that was given is refused", async () => {
    const one = client({ token: tokenOf("ann.altd"), ...LOGIN });
    await one.dataCenters("ALTD");
    expect(one.actor).toBe("demo.altd");
  });

  test("is not known of a token that does not tell, and never is the token", () => {
    expect(client({ token: "an-opaque-token" }).actor).toBeUndefined();
  });
});
