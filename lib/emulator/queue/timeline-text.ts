import { nearest } from "../../common/nearest";
import { formatMs, parseMs } from "../duration";
import { EmulatorError } from "../emulator-error";
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
    throw new EmulatorError(`timeline ${quote(text)}: ${error.message}`);
  }
}

/** Writes a timeline as the text that `parseTimeline` reads. */
export function formatTimeline({ operation, timeline }: ScriptedTimeline): string {
  const steps = timeline.map(({ status, atMs }) => `${status}@${formatMs(atMs)}`).join(",");
  return operation === "archiveGroup" ? steps : `${operation}:${steps}`;
}

function readKind(written: string): OperationKind {
  const kind = OPERATION_KINDS.find((name) => name.toLowerCase() === written.toLowerCase());
  if (kind) return kind;
  const meant = nearest(written, OPERATION_KINDS);
  const fix = meant ? `did you mean ${meant}?` : `choose one of ${OPERATION_KINDS.join(", ")}`;
  throw new EmulatorError(`there is no operation ${quote(written)}: ${fix}`);
}

function readStep(written: string): { status: string; atMs: number } {
  const [, status, time = ""] = /^\s*(\w{1,100})\s*@\s*(\S*)\s*$/.exec(written) ?? [];
  const atMs = parseMs(time);
  if (status === undefined || atMs === undefined) {
    throw new EmulatorError(`${quote(written)} is not a status and its time, such as executing@15s`);
  }
  return { status: KNOWN.find((word) => word.toLowerCase() === status.toLowerCase()) ?? status, atMs };
}

function quote(written: string): string {
  return JSON.stringify(written.length > 80 ? `${written.slice(0, 79)}…` : written).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    " ",
  );
}
