/**
 * The emulator of the CTL API v2, for tests, rehearsals and demonstrations. It needs neither cdktf nor Terraform.
 *
 * @module
 */

import "../common/node-check";

export type { GroupStatus, ServerStatus } from "./account/model";
export { DECOMMISSIONED, LEGACY_REPORTING, sampleAccount, WEB_APPLICATIONS } from "./account/sample-account";
export type { GroupView, ServerView } from "./account/views";
export { INFERRED, type InferredBehaviour } from "./api/inferred";
export { CtlEmulator } from "./ctl-emulator";
export { EmulatorError, PortInUseError } from "./emulator-error";
export {
  type ArchiveAcceptedEvent,
  describeEvent,
  type EmulatorEvent,
  type GroupEvent,
  type OperationEvent,
  type RequestEvent,
  type ServerEvent,
} from "./events";
export { parseFaults } from "./faults/check-rule";
export type { FaultHandle } from "./faults/plan";
export type { FaultEffect, FaultRule } from "./faults/rule";
export { FAULT_WORDS, type FaultWord, parseFault } from "./faults/text";
export type { EmulatorOptions } from "./options";
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
export { ROUTE_NAMES, type RouteName } from "./route-names";
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
