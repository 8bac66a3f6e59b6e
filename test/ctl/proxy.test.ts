import { createServer, type Server } from "node:http";
import { CtlClient } from "../../lib/ctl/client";
import { json, StubServer } from "./stub-server";

const NAMES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);
const before = NAMES.map((name) => [name, process.env[name]] as const);

function setProxies(values: Record<string, string>): void {
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, values);
}

afterEach(() => {
  setProxies(Object.fromEntries(before.filter(([, value]) => value !== undefined)) as Record<string, string>);
});

function dataCenters(endpoint: string): Promise<unknown> {
  const client = new CtlClient({ endpoint, credentials: { token: "secret-token" }, timeoutMs: 2_000 });
  return client.dataCenters("ALTD").catch((error) => error);
}

test("plain http goes through HTTP_PROXY, past it where NO_PROXY says so", async () => {
  const proxy = await StubServer.start((_, response) =>
    json(response, 200, [{ id: "P1", name: "by proxy" }]),
  );
  const server = await StubServer.start((_, response) => json(response, 200, [{ id: "S1", name: "direct" }]));
  setProxies({ HTTP_PROXY: proxy.url });
  expect(await dataCenters("http://ctl.example")).toMatchObject([{ name: "by proxy" }]);
  expect(proxy.asked).toEqual(["GET http://ctl.example/v2/datacenters/ALTD?groupLinks=true"]);
  setProxies({ HTTP_PROXY: proxy.url, NO_PROXY: "127.0.0.1" });
  expect(await dataCenters(server.url)).toMatchObject([{ name: "direct" }]);
  await Promise.all([proxy.stop(), server.stop()]);
});

test("https is tunnelled through HTTPS_PROXY: the proxy learns the host, and never the token", async () => {
  const seen: string[] = [];
  const proxy: Server = createServer((request) => seen.push(`plain ${JSON.stringify(request.headers)}`));
  proxy.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url} ${JSON.stringify(request.headers)}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const address = proxy.address();
  setProxies({
    HTTPS_PROXY: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
  });
  expect(await dataCenters("https://ctl.example")).toMatchObject({ trouble: "transient" });
  expect(seen).toEqual([expect.stringMatching(/^CONNECT ctl\.example:443 /)]);
  expect(seen.join()).not.toContain("secret-token");
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});
