import type { LockHolder } from "./lock";
import type { Run } from "./run";

/** Does something while no other run works on the same group; waits for one that does. */
export async function alone<T>(run: Run, work: () => Promise<T>): Promise<T> {
  await takeLock(run);
  try {
    return await work();
  } finally {
    await run.ports.lock.release();
  }
}

async function takeLock(run: Run): Promise<void> {
  const { clock, lock, report } = run.ports;
  const since = clock.now();
  let told: string | undefined;
  for (;;) {
    const holder = await lock.take().catch((error: Error) => run.end("failed", error.message));
    if (!holder) {
      return;
    }
    const name = nameOf(holder);
    if (name !== told) {
      told = name;
      report({ kind: "locked", holder });
    }
    const elapsedMs = clock.now() - since;
    const on = `${name} is at this group`;
    report({ kind: "waiting", on, elapsedMs });
    await run.pause(elapsedMs, on);
  }
}

/** Such as `process 4711 on build-7`. */
export function nameOf({ pid, host }: LockHolder): string {
  return `process ${pid} on ${host}`;
}
