/** How one client waits: asks at once, then pauses before every further question. */
export interface Policy {
  readonly name: string;
  /** @param nth which pause, from 1 */
  pauseMs(nth: number): number;
}

/** What others do, from their sources. */
export const PEERS: readonly Policy[] = [
  { name: "30 s (CLC Go SDK)", pauseMs: () => 30_000 },
  { name: "5 s (CLC Node SDK)", pauseMs: () => 5_000 },
  { name: "2 s (CLC Python SDK)", pauseMs: () => 2_000 },
  { name: "1 s (clconsole)", pauseMs: () => 1_000 },
  { name: "200 ms (CLC CLI)", pauseMs: () => 200 },
  // StateChangeConf.WaitForStateContext: 100 ms, doubled before it is used first.
  { name: "doubling to 10 s (terraform-plugin-sdk)", pauseMs: (nth) => Math.min(10_000, 100 * 2 ** nth) },
];
