import { sampleAccount } from "../account/sample-account";
import { DEFAULT_TOKEN_TTL_MS } from "../account/token";
import { EmulatorError } from "../common/emulator-error";
import { DEFAULT_FAULT_SEED } from "../faults/plan";
import type { FaultRule } from "../faults/rule";
import { checkTimeline, recordedTimeline, type Timeline, type TimelineContext } from "../queue/timeline";
import type { AccountSeed } from "../seed/account";
import { checkSeed } from "../seed/read";

/** How an emulator behaves. All options are optional. `[INF]` marks behaviour that no evidence settles. */
export interface EmulatorOptions {
  /** Port on 127.0.0.1. @default 0 - any free one */
  readonly port?: number;
  /** How many times faster than recorded operations run. @default 1 */
  readonly speed?: number;
  /** The current time in epoch milliseconds; tests can control it. @default Date.now */
  readonly clock?: () => number;
  /**
   * Host names that it accepts besides `localhost`, `127.0.0.1` and `[::1]`, for example that of a container.
   * Requests with any other Host header get 421, so that no web page can reach it. @default - none
   */
  readonly hosts?: readonly string[];
  /** The one user. @default "demo" */
  readonly username?: string;
  /** The password of the one user. @default "demo-password" */
  readonly password?: string;
  /** How long a token is valid, in milliseconds of the clock. @default 14 days [REC] */
  readonly tokenTtlMs?: number;
  /**
   * Whether an archived group can still be read by its id and is listed in its parent. No public evidence
   * tells [INF]; v1 did not list archived groups.
   * @default "visible"
   */
  readonly archivedGroups?: "visible" | "hidden";
  /**
   * A second archive of a group while one is in flight: 400, or a second job [INF].
   * @default "reject"
   */
  readonly doubleSubmission?: "reject" | "accept";
  /** The user may only read: there are no action links, and every change gets 403 [INF]. @default false */
  readonly readOnly?: boolean;
  /** The HTTP status of an accepted group archive [INF], from the recorded DELETE of a group. @default 202 */
  readonly archiveStatus?: 200 | 202;
  /**
   * The HTTP status of a group restore [INF], from the recorded server archive, which has a similar answer.
   * @default 200
   */
  readonly restoreStatus?: 200 | 202;
  /** The HTTP status if none of the servers could be queued; clients handle both [CODE]. @default 400 */
  readonly nothingQueuedStatus?: 200 | 400;
  /**
   * When operations change their status, at speed 1: one timeline for all group archives, or a function that
   * is called for every operation. If it returns `undefined`, the recorded timeline is used.
   * @default - the recorded timelines
   */
  readonly timeline?: Timeline | ((context: TimelineContext) => Timeline | undefined);
  /** Data centers, groups and servers. @default - the sample account */
  readonly account?: AccountSeed;
  /** Faults from the start, as rules or as text: "getStatus:500*3". @default - none */
  readonly faults?: readonly (FaultRule | string)[];
  /** The random seed for faults with a probability. @default 1 */
  readonly faultSeed?: number;
  /** Called with one line per event. @default - events are not logged */
  readonly log?: (line: string) => void;
}

export interface ResolvedOptions extends Required<Omit<EmulatorOptions, "log" | "timeline">> {
  readonly timeline: (context: TimelineContext) => Timeline;
  readonly log: ((line: string) => void) | undefined;
}

/** Fills in the defaults. @throws EmulatorError if a value is invalid */
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
