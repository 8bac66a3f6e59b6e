import { type AddressInfo, connect } from "node:net";
import { createServer, type Server } from "node:tls";
import type { Certificate } from "./certificates";

/** Speaks TLS before a server of this machine that does not. */
export class TlsFront {
  private constructor(private readonly server: Server) {}

  /** @param url of the server behind it */
  static async start(certificate: Certificate, url: string): Promise<TlsFront> {
    const server = createServer(certificate, (socket) => {
      const behind = connect(Number(new URL(url).port), "127.0.0.1");
      for (const [one, other] of [
        [socket, behind],
        [behind, socket],
      ] as const) {
        one.on("error", () => other.destroy()).on("close", () => other.destroy());
      }
      socket.pipe(behind).pipe(socket);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    return new TlsFront(server);
  }

  get port(): string {
    return String((this.server.address() as AddressInfo).port);
  }

  /** Of this machine. */
  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }
}
