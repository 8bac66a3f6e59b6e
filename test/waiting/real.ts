import { setTimeout as sleep } from "node:timers/promises";
import { archive } from "../../lib/archival/archive";
import { CtlClient } from "../../lib/ctl/client";
import { CtlEmulator, DECOMMISSIONED } from "../../lib/emulator";
import { MemoryJournal } from "../archival/support/memory-journal";
import { MemoryLock } from "../archival/support/memory-lock";
import { MemoryReceipts } from "../archival/support/memory-receipts";
import { ORDER } from "../archival/support/scene";
import type { Waited } from "./measure";

/** Waits for jobs of these lengths side by side on a real clock: an emulator and a client for each. */
export function waitForReal(lengths: readonly number[]): Promise<(Waited & { readonly lengthMs: number })[]> {
  return Promise.all(lengths.map(waitForOne));
}

async function waitForOne(lengthMs: number): Promise<Waited & { readonly lengthMs: number }> {
  const emulator = await CtlEmulator.start({
    timeline: [
      { status: "executing", atMs: 0 },
      { status: "succeeded", atMs: lengthMs },
    ],
  });
  const { url: endpoint, username, password } = emulator;
  await archive(
    { ...ORDER, groupId: DECOMMISSIONED },
    {
      clock: { now: Date.now, sleep: (ms) => sleep(ms) },
      platform: new CtlClient({ endpoint, credentials: { login: { username, password } } }),
      journal: new MemoryJournal(),
      receipts: new MemoryReceipts(),
      lock: new MemoryLock(),
      random: Math.random,
      isAbandoned: () => false,
      report: () => {},
    },
  );
  const asked = emulator.events.filter((event) => event.kind === "request" && event.route === "getStatus");
  const endedAt = Date.parse(emulator.acceptedArchives()[0]?.at ?? "") + lengthMs;
  await emulator.stop();
  return { lengthMs, lagMs: Date.parse(asked.at(-1)?.at ?? "") - endedAt, requests: asked.length };
}
