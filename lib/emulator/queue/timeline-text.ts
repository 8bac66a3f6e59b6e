import { parseDuration } from "../../common/duration";
import { nearest } from "../../common/nearest";
import { show } from "../../common/schema";
import { EmulatorError } from "../common/emulator-error";
import { checkTimeline, OPERATION_KINDS, type OperationKind, type Timeline } from "./timeline";

/** The statuses that the real queue knows; any other word is taken too, to see what a client makes of it. */
const KNOWN = ["notStarted", "executing", "resumed", "succeeded", "failed", "unknown"];

/** The timeline of one kind of operation, as the command line takes it. */
export interface ScriptedTimeline {
  readonly operation: OperationKind;
  readonly timeline: Timeline;
}

/**
 * Reads a timeline that was written as text: `[operation ":"] status "@" time { "," status "@" time }`.
 *
 * @returns the operation, `archiveGroup` unless the text names another one, and its steps
 * @throws EmulatorError with one sentence that names the timeline and the part that is wrong
 *
 * @example
 * parseTimeline("notStarted@0,executing@15s,failed@40s").timeline.length; // 3
 */
export function parseTimeline(text: string): ScriptedTimeline {
  try {
    const [, kind, steps = ""] = /^(?:([^:@,]*):)?([\s\S]*)$/.exec(text) ?? [];
    const operation = kind === undefined ? "archiveGroup" : readKind(kind.trim());
    return { operation, timeline: checkTimeline(steps.split(",").map(readStep)) };
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    throw new EmulatorError(`timeline ${show(text)}: ${error.message}`);
  }
}

function readKind(written: string): OperationKind {
  const kind = OPERATION_KINDS.find((name) => name.toLowerCase() === written.toLowerCase());
  if (kind) return kind;
  const meant = nearest(written, OPERATION_KINDS);
  const fix = meant ? `did you mean ${meant}?` : `choose one of ${OPERATION_KINDS.join(", ")}`;
  throw new EmulatorError(`there is no operation ${show(written)}: ${fix}`);
}

function readStep(written: string): { status: string; atMs: number } {
  const [, status, time = ""] = /^\s*(\w{1,100})\s*@\s*(\S*)\s*$/.exec(written) ?? [];
  const atMs = readTime(time);
  if (status === undefined || atMs === undefined) {
    throw new EmulatorError(`${show(written)} is not a status and its time, such as executing@15s`);
  }
  return { status: KNOWN.find((word) => word.toLowerCase() === status.toLowerCase()) ?? status, atMs };
}

/** Unlike a duration, it may be 0. */
function readTime(text: string): number | undefined {
  if (/^0[dhms]?$/.test(text)) return 0;
  try {
    return parseDuration("the time", text);
  } catch {
    return undefined;
  }
}
