import { inspect } from "node:util";
import { CtlClient } from "../../lib/ctl/client";
import type { Credentials } from "../../lib/ctl/credentials";
import { type Handler, json, StubServer, text } from "./stub-server";

const PASSWORD = 'pass"word\\with✓quotes';
const TOKEN = "eyJhbGciOiJIUzI1NiJ9.secret-token";
const BOTH = { login: { username: "demo", password: PASSWORD } };
const TARGET_ID = "31d13f501459411ba59304f3d47486eb";
const GROUP = { accountAlias: "ALTD", groupId: "2a5c0b9662cf4fc8bf6180f139facdc0" };

let stub: StubServer;
let handler: Handler;

beforeEach(async () => {
  stub = await StubServer.start((request, response) => handler(request, response));
});
afterEach(() => stub.stop());

/** Everything that somebody could print of an error. */
function everythingOf(error: unknown): string {
  const { message, stack } = error as Error;
  return [message, stack, JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })].join("\n");
}

/** What becomes of an archive and of a restore. */
async function errorsOf(credentials: Credentials, timeoutMs = 5_000): Promise<Error[]> {
  const client = new CtlClient({ endpoint: stub.url, credentials, timeoutMs });
  const errors = [];
  for (const send of [() => client.archive(GROUP), () => client.restore(GROUP, TARGET_ID)]) {
    const error = await send().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Error);
    errors.push(error);
  }
  return errors;
}

function expectNoSecretIn(errors: Error[]): void {
  const everything = errors.map(everythingOf).join("\n");
  for (const secret of [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), TOKEN]) {
    expect(everything).not.toContain(secret);
  }
  expect(everything).not.toMatch(/Authorization|axios/i);
}

/** A server that refuses a restore with whatever it was sent, and anything else as well. */
const refusing: Handler = ({ headers }, response) => {
  json(response, 200, { isQueued: false, errorMessage: `you sent ${headers.authorization}` });
};

/** A server that repeats whatever it was sent. */
const parrot: Handler = ({ headers, body }, response) => {
  const message = `you sent ${headers.authorization ?? ""} ${body ? JSON.parse(body).password : ""}`;
  const said = { message, modelState: { [message]: [message] }, raw: body };
  json(response, 400, said);
};

const unauthorized: Handler = ({ url }, response) => {
  if (url === "/v2/authentication/login") json(response, 200, { bearerToken: TOKEN });
  else json(response, 401, { message: TOKEN });
};

test.each<[string, Handler, Credentials]>([
  ["of a server that repeats the password", parrot, BOTH],
  ["of a server that repeats the token", parrot, { token: TOKEN }],
  ["of a server that repeats the token with 200", refusing, { token: TOKEN }],
  ["of a token that is refused", unauthorized, { token: TOKEN }],
  ["of a new token that is refused", unauthorized, BOTH],
  ["of a reset during the login", ({ socket }) => socket.resetAndDestroy(), BOTH],
  ["of a reset", ({ socket }) => socket.resetAndDestroy(), { token: TOKEN }],
  ["of a page", (_, response) => text(response, 200, `<html>${TOKEN}`), { token: TOKEN }],
  ["of a 500", (_, response) => json(response, 500, { message: "An error has occurred." }), { token: TOKEN }],
  [
    "of an answer that is too large",
    (_, response) => text(response, 200, Buffer.alloc(40_000_000)),
    { token: TOKEN },
  ],
])("an error %s holds no secret, however it is printed", async (_, answer, credentials) => {
  handler = answer;
  expectNoSecretIn(await errorsOf(credentials));
});

test("an error of a timeout holds no secret, however it is printed", async () => {
  handler = () => {};
  expectNoSecretIn(await errorsOf(BOTH, 50));
  expectNoSecretIn(await errorsOf({ token: TOKEN }, 50));
});

test("the rest of the server's words stays", async () => {
  handler = parrot;
  for (const { message } of await errorsOf({ token: TOKEN })) {
    expect(message).toContain("you sent Bearer [hidden]");
  }
});
