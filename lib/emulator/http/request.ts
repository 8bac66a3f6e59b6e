import type { IncomingMessage } from "node:http";

/** [INF] Clients send far less. */
const MAX_BODY_BYTES = 1024 * 1024;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Whether a request is meant for this emulator. With DNS rebinding, a web page can reach this machine under a name of its own and
 * read the answers; only the Host header tells. Clients that send no such header are not browsers.
 *
 * @param others further names that are accepted
 */
export function isOurs(host: string | undefined, others: readonly string[]): boolean {
  const name = host?.replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase();
  return name === undefined || LOOPBACK.test(name) || others.some((other) => other.toLowerCase() === name);
}

/** Stands for a body that was too large to read. */
export const TOO_LARGE = "\0too large";

/** @returns `TOO_LARGE` for more than a megabyte */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) {
      request.resume();
      return TOO_LARGE;
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The path, and the query with its names in lower case. */
export function splitUrl(url: string): { path: string; query: Map<string, string> } {
  // Through a proxy, the whole URL arrives, not only its path.
  const [path = "/", search = ""] = url.replace(/^https?:\/\/[^/?]*/i, "").split("?", 2);
  const query = new Map([...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value]));
  return { path, query };
}
