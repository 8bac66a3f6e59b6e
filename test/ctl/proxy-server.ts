import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificate } from "./certificates";

interface Choices {
  /** Such as `user:password`; anybody else gets a 407. */
  readonly user?: string;
  /** What it answers to everything. */
  readonly status?: number;
  /** Talks TLS itself. */
  readonly certificate?: Certificate;
  /** The port on this machine where all hosts are. */
  readonly leadsTo?: string;
}

/** A proxy as companies have it, which remembers all that it sees. */
export class ProxyServer {
  /** Every request line. */
  readonly asked: string[] = [];
  /** Every byte, of tunnels as well. */
  seen = "";
  private readonly server: Server;
  private readonly sockets = new Set<Duplex>();

  private constructor(private readonly choices: Choices) {
    const { certificate } = choices;
    this.server = certificate ? createSecureServer(certificate) : createServer();
    this.server.on("request", (request, response) => this.forward(request, response));
    this.server.on("connect", (request, socket) => this.tunnel(request, socket));
    this.server.on("connection", (socket) => this.watch(socket));
  }

  static async start(choices: Choices = {}): Promise<ProxyServer> {
    const proxy = new ProxyServer(choices);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `${this.choices.certificate ? "https" : "http"}://${this.host}`;
  }

  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }

  private forward(asked: IncomingMessage, response: ServerResponse): void {
    const status = this.refusal(asked);
    if (status !== undefined) {
      response.writeHead(status, { "Content-Type": "application/json" }).end('{"message":"of the proxy"}');
      return;
    }
    const { method, url = "", headers } = asked;
    const { host, port, pathname, search } = new URL(url);
    const options = {
      host: "127.0.0.1",
      port: this.choices.leadsTo ?? port,
      method,
      path: pathname + search,
    };
    asked.pipe(
      request({ ...options, headers: { ...headers, host } }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      }),
    );
  }

  private tunnel(asked: IncomingMessage, socket: Duplex): void {
    const status = this.refusal(asked);
    if (status !== undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 12\r\n\r\nof the proxy`);
      return;
    }
    const port = Number(this.choices.leadsTo ?? asked.url?.split(":").at(-1));
    const server: Socket = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(server).pipe(socket);
    });
    this.watch(server);
    for (const one of [socket, server]) one.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      this.seen += bytes.toString("latin1");
    });
  }

  private refusal(asked: IncomingMessage): number | undefined {
    const { user, status } = this.choices;
    this.asked.push(`${asked.method} ${asked.url}`);
    this.seen += `${asked.method} ${asked.url} ${asked.rawHeaders.join(" ")}\n`;
    asked.on("data", (bytes: Buffer) => {
      this.seen += bytes.toString("latin1");
    });
    const expected = user && `Basic ${Buffer.from(user).toString("base64")}`;
    return status ?? (!expected || asked.headers["proxy-authorization"] === expected ? undefined : 407);
  }

  private watch(socket: Duplex): void {
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
  }
}
