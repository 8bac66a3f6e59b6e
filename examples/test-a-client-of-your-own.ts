import assert from "node:assert/strict";
import { CtlEmulator, type EmulatorEvent } from "cdktf-archived-group/emulator";

/** A client under test, in any language; here a few lines that archive a group and wait for it. */
async function archiveAndWait(base: string, login: object, group: string): Promise<string> {
  const send = async (path: string, method: string, headers: Record<string, string> = {}, body?: object) => {
    for (;;) {
      const answer = await fetch(base + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      if (answer.ok) return (await answer.json()) as Record<string, string>;
      if (method !== "GET") throw new Error(`${method} ${path} answered ${answer.status}`);
    }
  };
  const { bearerToken } = await send("/v2/authentication/login", "POST", {}, login);
  const headers = { Authorization: `Bearer ${bearerToken}` };
  const { href = "" } = await send(`/v2/groups/ALTD/${group}/archive`, "POST", headers);
  for (;;) {
    const { status = "" } = await send(href, "GET", headers);
    if (status === "succeeded" || status === "failed") return status;
  }
}

async function main(): Promise<void> {
  const emulator = await CtlEmulator.start({
    speed: 10_000, // a minute in 6 ms
    account: {
      alias: "ALTD",
      dataCenters: [{ id: "DE1", name: "DE1 - Germany (Frankfurt)", defaultGroup: false }],
    },
    faults: ["getStatus:503*2", { on: "getStatus", probability: 0.5, effect: { kind: "delay", ms: 5 } }],
    faultSeed: 7,
  });
  // What is in the account can be changed at any time, by the test or by the client.
  const { id: parentId } = emulator.rootGroup("DE1");
  const group = emulator.addGroup({ parentId, name: "Web", servers: [{ name: "web01" }] });

  const { url, username, password } = emulator;
  const done = emulator.waitFor((event: EmulatorEvent) => event.kind === "group" && event.id === group.id);
  assert.equal(await archiveAndWait(url, { username, password }, group.id), "succeeded");
  assert.equal((await done).kind, "group");

  // What the client did, and that it asked for the archive once.
  assert.equal(emulator.acceptedArchives(group.id).length, 1);
  const polls = emulator.events.filter((event) => event.kind === "request" && event.route === "getStatus");
  assert.equal(polls.filter((event) => event.kind === "request" && event.status === 503).length, 2);
  assert.equal(emulator.server("de1altdweb01")?.status, "archived");
  await emulator.stop();
}

void main();
