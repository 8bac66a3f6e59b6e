import { EmulatorError } from "../common/emulator-error";

/** From `atMs` on (since the operation was accepted, at speed 1) the queue answers `status`. */
export interface TimelineStep {
  /**
   * Usually `notStarted`, `executing`, `resumed`, `succeeded` or `failed` [REC, DOC]; `unknown` and words
   * that nobody knows are allowed, to see what a client makes of them.
   */
  readonly status: string;
  /** Milliseconds since the operation was accepted, at speed 1. */
  readonly atMs: number;
}

/**
 * What the queue says about an operation as time passes, in order. It ends with `succeeded` or `failed`; without one the
 * operation never ends.
 *
 * @example
 * const timeline: Timeline = [
 *   { status: "notStarted", atMs: 0 },
 *   { status: "executing", atMs: 5_000 },
 *   { status: "failed", atMs: 60_000 },
 * ];
 * const emulator = await CtlEmulator.start({ timeline, speed: 60 }); // fails after a second
 */
export type Timeline = readonly TimelineStep[];

/** What the queue can be asked to do. */
export const OPERATION_KINDS = [
  "archiveGroup",
  "restoreGroup",
  "deleteGroup",
  "archiveServers",
  "restoreServer",
  "createServer",
  "changeServer",
  "deleteServer",
  "addPublicAddress",
  "changePublicAddress",
  "removePublicAddress",
  "createSnapshot",
  "deleteSnapshot",
  "restoreSnapshot",
  "powerOn",
  "powerOff",
  "pause",
  "shutDown",
  "reboot",
  "reset",
  "startMaintenance",
  "stopMaintenance",
  "setMaintenance",
] as const;
/** What an operation does. */
export type OperationKind = (typeof OPERATION_KINDS)[number];

/** What a timeline may depend on. */
export interface TimelineContext {
  /** @default "archiveGroup" */
  readonly operation?: OperationKind;
  /** How many servers the operation has to do with. */
  readonly servers: number;
}

/** The first 10 to 20 s of every recorded operation were `notStarted` [REC]. */
const NOT_STARTED_MS = 15_000;
/** `executing` and `resumed` flip back and forth like this in the recorded powerOn [REC]. */
const EXECUTING_MS = 7_500;
const RESUMED_MS = 5_000;

/** The timeline of an operation as it was recorded, or after its recorded siblings. */
export function recordedTimeline({ operation = "archiveGroup", servers }: TimelineContext): Timeline {
  switch (operation) {
    case "archiveGroup":
    case "archiveServers":
      return archiveTimeline({ servers });
    case "restoreGroup":
    case "restoreServer":
      return restoreTimeline(servers);
    case "deleteGroup":
      // No `executing` was seen [REC]; how much longer servers make it is not known [INF].
      return steps(["notStarted", 0], ["succeeded", servers === 0 ? 23_000 : 64_000 + servers * 1_000]);
    case "deleteServer":
      return steps(["notStarted", 0], ["executing", 12_500], ["succeeded", 64_000]);
    case "createServer":
      // Minutes, by the vendor's own words; no recording tells how many [INF].
      return steps(
        ["notStarted", 0],
        ["executing", NOT_STARTED_MS],
        ["resumed", 120_000],
        ["executing", 150_000],
        ["succeeded", 300_000],
      );
    case "addPublicAddress":
    case "changePublicAddress":
    case "removePublicAddress":
      // [REC] for adding one, poll by poll of 2.5 s, [INF] for the other two.
      return steps(
        ["notStarted", 0],
        ["executing", 27_500],
        ["resumed", 62_500],
        ["executing", 72_500],
        ["resumed", 77_500],
        ["executing", 87_500],
        ["resumed", 90_000],
        ["executing", 102_500],
        ["succeeded", 233_000],
      );
    case "powerOn":
      return steps(
        ["notStarted", 0],
        ["executing", 10_000],
        ["resumed", 17_500],
        ["executing", 22_500],
        ["succeeded", 24_000],
      );
    case "shutDown":
    case "reboot":
    case "reset":
      // [REC] for shutDown, [INF] for the other two.
      return steps(["notStarted", 0], ["executing", 15_000], ["resumed", 32_500], ["succeeded", 45_000]);
    default:
      // [REC] for pause, [INF] for powerOff, maintenance mode, snapshots, and changes of a server.
      return steps(["notStarted", 0], ["executing", 12_500], ["resumed", 20_000], ["succeeded", 28_000]);
  }
}

/** [REC] eight servers took 1,250 to 1,789 s, side by side; [INF] for groups, and an empty one as in archiving. */
function restoreTimeline(servers: number): Timeline {
  if (servers === 0) return archiveTimeline({ servers });
  const end = Math.min(1_250_000 + (servers - 1) * 77_000, 1_789_000);
  return steps(
    ["notStarted", 0],
    ["executing", NOT_STARTED_MS],
    ["resumed", end * 0.4],
    ["executing", end * 0.6],
    ["succeeded", end],
  );
}

function steps(...pairs: readonly (readonly [status: string, atMs: number])[]): Timeline {
  return pairs.map(([status, atMs]) => ({ status, atMs }));
}

/**
 * The timeline of a group archive, after the recorded operations [REC for the siblings, INF for this one]:
 * `notStarted` for 15 s, then `executing` and `resumed` alternating, then `succeeded`.
 */
export function archiveTimeline({ servers }: TimelineContext): Timeline {
  const end = archiveDuration(servers);
  const timeline: TimelineStep[] = [{ status: "notStarted", atMs: 0 }];
  let status = "executing";
  for (let atMs = NOT_STARTED_MS; atMs < end; ) {
    timeline.push({ status, atMs });
    atMs += status === "executing" ? EXECUTING_MS : RESUMED_MS;
    status = status === "executing" ? "resumed" : "executing";
  }
  timeline.push({ status: "succeeded", atMs: end });
  return timeline;
}

/**
 * How long archiving takes, in milliseconds: an empty group 23 s (deleting one took 16–29 s [REC]), a few
 * servers 45–50 s (three took at most 49 s [REC]), eight servers 198 s [REC], and in proportion from there.
 */
export function archiveDuration(servers: number): number {
  if (servers === 0) return 23_000;
  if (servers <= 5) return 45_000 + servers * 1_000;
  if (servers <= 8) return Math.round(50_000 + ((servers - 5) * 148_000) / 3);
  return servers * 24_750;
}

/** The status at a moment: a pure function of the time that has passed since the operation was accepted. */
export function statusAt(timeline: Timeline, elapsedMs: number): string {
  let current = timeline[0] as TimelineStep;
  for (const step of timeline) if (step.atMs <= elapsedMs) current = step;
  return current.status;
}

/** The step that ends the operation; `undefined` when it never ends. */
export function endOf(timeline: Timeline): TimelineStep | undefined {
  return timeline.find(({ status }) => status === "succeeded" || status === "failed");
}

/** When the work begins: with the first step that is not `notStarted`. */
export function workStartsAt(timeline: Timeline): number | undefined {
  return timeline.find(({ status }) => status !== "notStarted")?.atMs;
}

/** @throws EmulatorError if the steps are none, out of order or at impossible times */
export function checkTimeline(timeline: Timeline): Timeline {
  if (timeline.length === 0) throw new EmulatorError("a timeline needs at least one step");
  let last = 0;
  for (const { status, atMs } of timeline) {
    if (!(atMs >= last)) {
      throw new EmulatorError(`timeline step "${status}" at ${atMs} ms must not come before ${last} ms`);
    }
    last = atMs;
  }
  return timeline;
}
