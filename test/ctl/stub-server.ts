import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly socket: Socket;
}

export type Handler = (request: Received, response: ServerResponse) => void;

/** An HTTP server that answers whatever a test wants, and remembers what it was asked. */
export class StubServer {
  readonly received: Received[] = [];
  url = "";

  private constructor(private readonly server: Server) {}

  static async start(handler: Handler): Promise<StubServer> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = "", url = "", headers, socket } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks).toString(), socket };
      stub.received.push(received);
      handler(received, response);
    });
    const stub = new StubServer(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    stub.url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    return stub;
  }

  /** The requests, such as `GET /v2/groups/ALTD/2a5c`. */
  get asked(): string[] {
    return this.received.map(({ method, url }) => `${method} ${url}`);
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** Answers with text as it is. */
export function text(response: ServerResponse, status: number, body: string | Buffer, headers = {}): void {
  response.writeHead(status, headers);
  response.end(body);
}
