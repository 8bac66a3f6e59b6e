import assert from "node:assert/strict";
import { CtlClient } from "cdktf-archived-group";
import { CtlEmulator, WEB_APPLICATIONS } from "cdktf-archived-group/emulator";

async function main(): Promise<void> {
  let now = Date.now();
  const emulator = await CtlEmulator.start({ clock: () => now });
  const { url: endpoint, username, password } = emulator;
  const client = new CtlClient({ endpoint, credentials: { login: { username, password } } });
  const target = { accountAlias: "ALTD", groupId: WEB_APPLICATIONS };

  const operation = await client.archive(target);
  assert.equal(await client.status("ALTD", operation), "notStarted");
  now += 4 * 3_600_000; // four hours pass in a millisecond
  assert.equal(await client.status("ALTD", operation), "succeeded");
  assert.equal(emulator.group(WEB_APPLICATIONS)?.status, "archived");
  await emulator.stop();
}

void main();
