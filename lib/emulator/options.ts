import { sampleAccount } from "./account/sample-account";
import { DEFAULT_TOKEN_TTL_MS } from "./account/token";
import { EmulatorError } from "./emulator-error";
import { DEFAULT_FAULT_SEED } from "./faults/plan";
import type { FaultRule } from "./faults/rule";
import { checkTimeline, recordedTimeline, type Timeline, type TimelineContext } from "./queue/timeline";
import type { AccountSeed } from "./seed/account";
import { checkSeed } from "./seed/read";

/** How an emulator behaves; every option may be left out. `[INF]` marks a switch for what no evidence settles. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1. @default 0 - any free one */
  readonly port?: number;
  /** How many times faster than recorded operations go. @default 1 */
  readonly speed?: number;
  /** The time, in epoch milliseconds; a test moves it by hand. @default Date.now */
  readonly clock?: () => number;
  /**
   * Names by which it may be called besides those of this machine (`localhost`, `127.0.0.1`, `[::1]`), such as that of a service
   * whose name leads here. Requests to any other name get 421, so that no web page can reach it. @default - none
   */
  readonly hosts?: readonly string[];
  /** The one user. @default "demo" */
  readonly username?: string;
  /** The password of the one user. @default "demo-password" */
  readonly password?: string;
  /** How long a token is good, in milliseconds of the clock. @default 14 days [REC] */
  readonly tokenTtlMs?: number;
  /**
   * Whether an archived group can still be read by its id and seen in the tree. Not knowable from public
   * evidence [INF]: v1 left archived groups out of its listings.
   * @default "visible"
   */
  readonly archivedGroups?: "visible" | "hidden";
  /**
   * A second archive of a group while one is in flight: 400, or a second job [INF].
   * @default "reject"
   */
  readonly doubleSubmission?: "reject" | "accept";
  /** The user may only read: action links are left out and every change answers 403 [INF]. @default false */
  readonly readOnly?: boolean;
  /** The HTTP status of an accepted group archive [INF]: that of the recorded DELETE of a group. @default 202 */
  readonly archiveStatus?: 200 | 202;
  /** The HTTP status of a group restore [INF]: that of the recorded server archive, which answers alike. @default 200 */
  readonly restoreStatus?: 200 | 202;
  /** The HTTP status when none of the servers could be queued: clients know both [CODE]. @default 400 */
  readonly nothingQueuedStatus?: 200 | 400;
  /**
   * What happens when, at speed 1. A fixed timeline is that of every group archive; a function is asked for
   * every operation, and leaves it as recorded by returning `undefined`.
   * @default - after the recorded operations
   */
  readonly timeline?: Timeline | ((context: TimelineContext) => Timeline | undefined);
  /** Data centers, groups and servers. @default - the sample account */
  readonly account?: AccountSeed;
  /** What goes wrong from the start, as rules or as text: "getStatus:500*3". @default - nothing */
  readonly faults?: readonly (FaultRule | string)[];
  /** Decides which requests a fault with a probability hits. @default 1 */
  readonly faultSeed?: number;
  /** Gets one line per event. @default - nobody is told */
  readonly log?: (line: string) => void;
}

export interface ResolvedOptions extends Required<Omit<EmulatorOptions, "log" | "timeline">> {
  readonly timeline: (context: TimelineContext) => Timeline;
  readonly log: ((line: string) => void) | undefined;
}

/** Fills in the defaults. @throws EmulatorError if a value makes no sense */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const { port = 0, speed = 1, tokenTtlMs = DEFAULT_TOKEN_TTL_MS, timeline } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new EmulatorError(`a port is a whole number from 0 to 65535, not ${port}`);
  }
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new EmulatorError(`the speed is a number greater than 0, not ${speed}`);
  }
  if (!(tokenTtlMs > 0)) throw new EmulatorError(`a token lives longer than 0 ms, not ${tokenTtlMs} ms`);
  const { faultSeed = DEFAULT_FAULT_SEED } = options;
  if (!Number.isSafeInteger(faultSeed)) {
    throw new EmulatorError(`the seed of faults is a whole number, not ${faultSeed}`);
  }
  if (timeline && typeof timeline !== "function") checkTimeline(timeline);
  return {
    port,
    speed,
    tokenTtlMs,
    clock: options.clock ?? Date.now,
    hosts: options.hosts ?? [],
    username: options.username ?? "demo",
    password: options.password ?? "demo-password",
    archivedGroups: options.archivedGroups ?? "visible",
    doubleSubmission: options.doubleSubmission ?? "reject",
    readOnly: options.readOnly ?? false,
    archiveStatus: options.archiveStatus ?? 202,
    restoreStatus: options.restoreStatus ?? 200,
    nothingQueuedStatus: options.nothingQueuedStatus ?? 400,
    timeline: (context) => scripted(timeline, context) ?? recordedTimeline(context),
    account: checkSeed(options.account ?? sampleAccount, "the account"),
    faults: options.faults ?? [],
    faultSeed,
    log: options.log,
  };
}

function scripted(timeline: EmulatorOptions["timeline"], context: TimelineContext): Timeline | undefined {
  if (typeof timeline === "function") return timeline(context);
  return context.operation === "archiveGroup" ? timeline : undefined;
}
