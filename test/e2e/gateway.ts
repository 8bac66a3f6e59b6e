import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { CtlEmulator } from "../../lib/emulator";

/**
 * One endpoint in front of the emulators of several accounts, as the platform is one for an account and those below it:
 * the login of the first one is good for all.
 */
export class Gateway {
  static async start(first: CtlEmulator, others: readonly CtlEmulator[]): Promise<Gateway> {
    const gateway = new Gateway(first, new Map());
    for (const other of others) gateway.tokens.set(other, await tokenOf(other));
    await new Promise<void>((resolve) => gateway.server.listen(0, "127.0.0.1", resolve));
    return gateway;
  }

  private readonly server: Server = createServer(async (request, response) => {
    const { method = "GET", url = "/", headers } = request;
    const body = await text(request);
    const emulator = this.behind(url);
    const token = this.tokens.get(emulator) ?? headers.authorization;
    const answer = await fetch(new URL(url, emulator.url), {
      method,
      headers: {
        ...(token && { authorization: token }),
        ...(headers["content-type"] && { "content-type": headers["content-type"] }),
      },
      ...(body !== "" && { body }),
    });
    const type = answer.headers.get("content-type");
    response.writeHead(answer.status, { ...(type && { "content-type": type }) });
    response.end(await answer.text());
  });

  private constructor(
    private readonly first: CtlEmulator,
    /** Of the other ones. */
    private readonly tokens: Map<CtlEmulator, string>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get username(): string {
    return this.first.username;
  }

  get password(): string {
    return this.first.password;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** The account is the third part of every path but that of the login. */
  private behind(url: string): CtlEmulator {
    const account = url.split("/")[3]?.toUpperCase();
    return [...this.tokens.keys()].find(({ accountAlias }) => accountAlias === account) ?? this.first;
  }
}

async function tokenOf({ url, username, password }: CtlEmulator): Promise<string> {
  const answer = await fetch(`${url}/v2/authentication/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  const { bearerToken } = (await answer.json()) as { bearerToken: string };
  return `Bearer ${bearerToken}`;
}
