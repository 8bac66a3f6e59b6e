// A process with nothing else to do than one request, to the server that its first argument names, within the time (ms) of the second.
import { CtlClient } from "../../lib/ctl/client";

const client = new CtlClient({
  endpoint: process.argv[2] ?? "",
  credentials: { token: "secret-token" },
  timeoutMs: Number(process.argv[3] ?? 200),
});
client.server("ALTD", "de1altdweb01").then(
  () => process.stdout.write("an answer\n"),
  (error: Error) => process.stdout.write(`${error.message}\n`),
);
