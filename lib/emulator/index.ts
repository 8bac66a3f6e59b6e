/**
 * The emulator of the CTL API v2, for tests, rehearsals and demonstrations. It needs neither cdktf nor Terraform.
 *
 * @module
 */

import "../node-check";

export type { GroupStatus, ServerStatus } from "./account/model";
export { DECOMMISSIONED, LEGACY_REPORTING, sampleAccount, WEB_APPLICATIONS } from "./account/sample-account";
export type { GroupView, ServerView } from "./account/views";
export type {
  AccountSeed,
  AddressSeed,
  ChangeSeed,
  CustomFieldSeed,
  CustomFieldValueSeed,
  DataCenterSeed,
  DiskSeed,
  GroupDefaultsSeed,
  GroupSeed,
  ServerSeed,
  SystemGroupSeed,
} from "./account-seed";
export type { ScheduledActivitySeed } from "./activity-seed";
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
export { FAULT_WORDS, type FaultWord, formatFault, parseFault } from "./fault-grammar";
export type { FaultHandle } from "./fault-plan";
export type { FaultEffect, FaultRule } from "./fault-rule";
export type { EmulatorOptions } from "./options";
export { ROUTE_NAMES, type RouteName } from "./route-names";
export { parseSeed } from "./seed";
export {
  archiveTimeline,
  OPERATION_KINDS,
  type OperationKind,
  recordedTimeline,
  type Timeline,
  type TimelineContext,
  type TimelineStep,
} from "./timeline";
export { formatTimeline, parseTimeline, type ScriptedTimeline } from "./timeline-grammar";
