import { archive } from "../../lib/archival/archive";
import { randomFrom } from "../../lib/emulator/faults/plan";
import { MemoryJournal } from "../archival/support/memory-journal";
import { MemoryLock } from "../archival/support/memory-lock";
import { MemoryReceipts } from "../archival/support/memory-receipts";
import { ORDER } from "../archival/support/scene";
import { VirtualClock } from "../archival/support/virtual-clock";
import { JobPlatform } from "./job-platform";
import type { Policy } from "./policies";

/** What it took to notice the end of one job. */
export interface Waited {
  /** Between the end and the question that was answered with it. */
  readonly lagMs: number;
  /** How many times the status was asked for. */
  readonly requests: number;
}

/** How our own code waits for a job of this length, in virtual time. */
export async function waitOurWay(lengthMs: number, seed: number): Promise<Waited> {
  const clock = new VirtualClock();
  const platform = new JobPlatform(clock, lengthMs);
  await archive(ORDER, {
    clock,
    platform,
    journal: new MemoryJournal(),
    receipts: new MemoryReceipts(),
    lock: new MemoryLock(),
    random: randomFrom(seed),
    isAbandoned: () => false,
    report: () => {},
  });
  return waited(platform, lengthMs);
}

/** How others wait for it. */
export async function waitTheirWay({ pauseMs }: Policy, lengthMs: number): Promise<Waited> {
  const clock = new VirtualClock();
  const platform = new JobPlatform(clock, lengthMs);
  await platform.archive();
  for (let nth = 1; (await platform.progress()).state !== "succeeded"; nth += 1) {
    await clock.sleep(pauseMs(nth));
  }
  return waited(platform, lengthMs);
}

/** Evenly, from a fifth below to a fifth above. */
export function lengthsAround(middleMs: number, count = 100): number[] {
  return Array.from({ length: count }, (_, index) => middleMs * (0.8 + (0.4 * (index + 0.5)) / count));
}

export function meanOf(all: readonly Waited[], figure: keyof Waited): number {
  return all.reduce((sum, one) => sum + one[figure], 0) / all.length;
}

function waited({ askedAt }: JobPlatform, lengthMs: number): Waited {
  return { lagMs: (askedAt.at(-1) ?? 0) - lengthMs, requests: askedAt.length };
}
