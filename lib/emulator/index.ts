/**
 * The emulator of the CTL API v2, for tests, rehearsals and demonstrations. It needs neither cdktf nor Terraform.
 *
 * @module
 */

import "../common/node-check";

export type { GroupStatus, ServerStatus } from "./account/model";
export { DECOMMISSIONED, LEGACY_REPORTING, sampleAccount, WEB_APPLICATIONS } from "./account/sample-account";
export type { GroupView, ServerView } from "./account/views";
export { EmulatorError, PortInUseError } from "./common/emulator-error";
export { ROUTE_NAMES, type RouteName } from "./common/route-names";
export { CtlEmulator } from "./ctl-emulator";
export { parseFaults } from "./faults/check-rule";
export type { FaultHandle } from "./faults/plan";
export type { FaultEffect, FaultRule } from "./faults/rule";
export { FAULT_WORDS, type FaultWord, parseFault } from "./faults/text";
export {
  type ArchiveAcceptedEvent,
  describeEvent,
  type EmulatorEvent,
  type GroupEvent,
  type OperationEvent,
  type RequestEvent,
  type ServerEvent,
} from "./queue/events";
export {
  archiveTimeline,
  OPERATION_KINDS,
  type OperationKind,
  recordedTimeline,
  type Timeline,
  type TimelineContext,
  type TimelineStep,
} from "./queue/timeline";
export { parseTimeline, type ScriptedTimeline } from "./queue/timeline-text";
export type {
  AccountSeed,
  DataCenterSeed,
  GroupDefaultsSeed,
  GroupSeed,
  SystemGroupSeed,
} from "./seed/account";
export type { ScheduledActivitySeed } from "./seed/activity";
export type { ChangeSeed, CustomFieldSeed, CustomFieldValueSeed } from "./seed/parts";
export { parseSeed } from "./seed/read";
export type { AddressSeed, DiskSeed, ServerSeed } from "./seed/server";
export { INFERRED, type InferredBehaviour } from "./world/inferred";
export type { EmulatorOptions } from "./world/options";
