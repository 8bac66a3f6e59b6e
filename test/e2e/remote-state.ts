import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A place for one Terraform state, with a lock (https://developer.hashicorp.com/terraform/language/backend/http). */
export class RemoteState {
  static async start(): Promise<RemoteState> {
    const remote = new RemoteState();
    await new Promise<void>((resolve) => remote.server.listen(0, "127.0.0.1", resolve));
    return remote;
  }

  private state = "";
  private lock = "";
  private readonly server: Server = createServer(async (request, response) => {
    const body = await text(request);
    const locked = request.method === "LOCK" && this.lock !== "";
    if (request.method === "POST") {
      this.state = body;
    } else if (request.method === "LOCK" && !locked) {
      this.lock = body;
    } else if (request.method === "UNLOCK") {
      this.lock = "";
    }
    const missing = request.method === "GET" && this.state === "";
    response.statusCode = locked ? 423 : missing ? 404 : 200;
    response.end(locked ? this.lock : request.method === "GET" ? this.state : "");
  });

  /** As `terraform { backend "http" { … } }` takes it. */
  get backend(): Record<string, string> {
    const address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { address, lock_address: address, unlock_address: address };
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
