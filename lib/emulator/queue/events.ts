import { clean } from "../../common/clean";
import type { RouteName } from "../common/route-names";
import type { FaultEffect } from "../faults/rule";
import type { OperationKind } from "./timeline";

interface EventBase {
  /** When it happened, by the emulator's clock, as ISO 8601. */
  readonly at: string;
}

/** A request was answered, or dropped by a fault. Contains no headers and no body, so no password and no token. */
export interface RequestEvent extends EventBase {
  readonly kind: "request";
  /** E.g. "GET". */
  readonly method: string;
  /** As sent, with the query if there is one. */
  readonly path: string;
  /** The name of its route; `undefined` if there is no such route. */
  readonly route: RouteName | undefined;
  /** HTTP status; `undefined` when no answer was sent (reset, hang). */
  readonly status: number | undefined;
  /** The fault that was played. */
  readonly fault?: FaultEffect["kind"];
}

/** The archive of a group was accepted. */
export interface ArchiveAcceptedEvent extends EventBase {
  readonly kind: "archive-accepted";
  /** 32 lower-case hex digits. */
  readonly groupId: string;
  /** E.g. "de1-81787". */
  readonly operationId: string;
  /** The servers that it will archive, in this order. */
  readonly serverIds: readonly string[];
}

/** An operation reached a step of its timeline. */
export interface OperationEvent extends EventBase {
  readonly kind: "operation";
  /** The kind of operation. */
  readonly operation: OperationKind;
  /** E.g. "de1-81787". */
  readonly id: string;
  /** Its new status. */
  readonly status: string;
  /** `undefined` for operations on single servers. */
  readonly groupId: string | undefined;
}

/** A server changed its status. */
export interface ServerEvent extends EventBase {
  readonly kind: "server";
  /** Lower case, e.g. "de1altdweb01". */
  readonly id: string;
  /** Its new status. */
  readonly status: string;
}

/** A group changed its status. */
export interface GroupEvent extends EventBase {
  readonly kind: "group";
  /** 32 lower-case hex digits. */
  readonly id: string;
  /** Its new status. */
  readonly status: string;
}

/** Something that happened in the emulator; `kind` tells which. */
export type EmulatorEvent = RequestEvent | ArchiveAcceptedEvent | OperationEvent | ServerEvent | GroupEvent;

/** An event without its time, which the log adds. */
export type NewEvent = EmulatorEvent extends infer E
  ? E extends EmulatorEvent
    ? Omit<E, "at">
    : never
  : never;

/**
 * One line for people. What came from outside, such as the path of a request, is made safe for terminals and for CI logs.
 *
 * @example
 * const emulator = await CtlEmulator.start({ log: console.log }); // these lines
 * console.log(emulator.events.map(describeEvent).join("\n")); // and the same ones later
 */
export function describeEvent(event: EmulatorEvent): string {
  return clean(lineOf(event));
}

function lineOf(event: EmulatorEvent): string {
  switch (event.kind) {
    case "request": {
      const fault = event.fault ? ` (fault: ${event.fault})` : "";
      return `${event.at} ${event.method} ${event.path} ${event.status ?? "no answer"}${fault}`;
    }
    case "archive-accepted":
      return `${event.at} archive of group ${event.groupId} accepted as ${event.operationId}, ${event.serverIds.length} servers`;
    case "operation":
      return `${event.at} operation ${event.id} ${event.status}`;
    default:
      return `${event.at} ${event.kind} ${event.id} ${event.status}`;
  }
}
