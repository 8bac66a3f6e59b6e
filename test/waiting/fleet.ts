import { archive } from "../../lib/archival/archive";
import type { Outcome } from "../../lib/archival/outcome";
import { randomFrom } from "../../lib/emulator/faults/plan";
import { MemoryJournal } from "../archival/support/memory-journal";
import { MemoryLock } from "../archival/support/memory-lock";
import { MemoryReceipts } from "../archival/support/memory-receipts";
import { ORDER } from "../archival/support/scene";
import { trouble } from "../archival/support/trouble";
import { JobPlatform } from "./job-platform";
import { SharedClock } from "./shared-clock";

/** Hooks that were started in the same moment, and the server that they all ask. */
export interface FleetOptions {
  readonly hooks: number;
  readonly lengthMs: number;
  readonly jitter: boolean;
  /** The server answers 429 to whatever goes beyond this. @default - no limit */
  readonly perSecond?: number;
  /** What it says with a 429, in ms. @default 0 */
  readonly retryAfterMs?: number;
}

export interface FleetRun {
  readonly outcomes: readonly Outcome[];
  /** Every question for a status: which hook asked, and when, in ms since they all started. */
  readonly questions: readonly Question[];
}

export interface Question {
  readonly hook: number;
  readonly atMs: number;
  readonly refused: boolean;
}

/** Lets hooks wait side by side, in virtual time, with the real code. */
export async function runFleet(options: FleetOptions): Promise<FleetRun> {
  const { hooks, lengthMs, jitter, perSecond = Number.POSITIVE_INFINITY, retryAfterMs = 0 } = options;
  const clock = new SharedClock();
  const start = clock.now();
  const questions: Question[] = [];
  const admit = (hook: number): void => {
    const atMs = clock.now() - start;
    const answered = questions.filter((earlier) => !earlier.refused && earlier.atMs > atMs - 1_000);
    const refused = answered.length >= perSecond;
    questions.push({ hook, atMs, refused });
    if (refused) {
      throw trouble("transient", "status 429", retryAfterMs);
    }
  };
  const outcomes = Promise.all(
    Array.from({ length: hooks }, (_, hook) =>
      archive(ORDER, {
        clock,
        platform: new JobPlatform(clock, lengthMs, () => admit(hook)),
        journal: new MemoryJournal(),
        receipts: new MemoryReceipts(),
        lock: new MemoryLock(),
        random: jitter ? randomFrom(hook) : () => 0.5,
        isAbandoned: () => false,
        report: () => {},
      }),
    ),
  );
  await clock.run();
  return { outcomes: await outcomes, questions };
}

/** How many questions came in each second, from the first to the last. */
export function perSecond(questions: readonly Question[]): number[] {
  const seconds = questions.map(({ atMs }) => Math.floor(atMs / 1_000));
  const counts = Array.from({ length: Math.max(...seconds) + 1 }, () => 0);
  for (const second of seconds) counts[second] = (counts[second] ?? 0) + 1;
  return counts;
}
