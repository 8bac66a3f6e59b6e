/**
 * Declares in CDK for Terraform that a CTL server group is archived: the construct, and the client of the API v2 that
 * archives it.
 *
 * @module
 */

import "./common/node-check";

export type {
  Group,
  Operation,
  Platform,
  PlatformError,
  Server,
  ServerDetails,
  Trouble,
} from "./archival/platform";
export type { GroupState, Progress, QueueState, ServerState } from "./archival/states";
export type { Target } from "./archival/target";
export { DEFAULT_ENDPOINT, parseEndpoint } from "./common/endpoint";
export { UsageError } from "./common/usage-error";
export { ArchivedGroup } from "./construct/archived-group";
export { guardArchives } from "./construct/guard-archives";
export type { ArchivedGroupProps, ArchiveGuardrails, SurveyOptions } from "./construct/options";
export { survey } from "./construct/survey/survey";
export type { CarrierType } from "./contract/carriers";
export type { Cost, GuardrailResult, Impact, ImpactGroup, ImpactServer } from "./contract/impact";
export { CtlClient, type CtlClientConfig } from "./ctl/client";
export { type Credentials, CredentialsError, credentialsFrom } from "./ctl/credentials";
export {
  CtlBadAnswer,
  CtlBlocked,
  CtlError,
  CtlRejected,
  CtlTooLarge,
  CtlUnauthorized,
  CtlUnavailable,
  CtlUnreachable,
  type RequestName,
} from "./ctl/errors";
export type { DataCenter, GroupName } from "./ctl/groups";
export type { Charges, ScheduledActivity } from "./ctl/readings";
export type { TokenCache, TokenRequest } from "./ctl/token";
