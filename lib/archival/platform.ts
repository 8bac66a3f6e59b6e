import type { GroupState, Progress, ServerState } from "./states";
import type { Target } from "./target";

export const ACTION_NAMES = ["archive", "restore"] as const;

/** What can be done to a group. */
export type ActionName = (typeof ACTION_NAMES)[number];

/** A server as far as archival cares. */
export interface Server {
  /** Lower case, such as `de1altdweb01`. */
  readonly id: string;
  /** As the platform shows it, such as `DE1ALTDWEB01`; the id where it shows none. */
  readonly name: string;
  /** `active`, `archived`, `queuedForArchive`, `underConstruction`, … as the platform says it, for people. */
  readonly status: string;
  /** The same, as far as anything depends on it. */
  readonly state: ServerState;
  /** Its size and power, as far as the platform shows them: not while it is queued for something (recorded). */
  readonly details?: ServerDetails;
}

/** What a server is, for people who decide about it. */
export interface ServerDetails {
  /** `started`, `stopped` or `paused`. */
  readonly power?: string;
  readonly cpu?: number;
  readonly memoryMB?: number;
  readonly storageGB?: number;
}

/** A group with everything below it, however deep. */
export interface Group {
  /** 32 lower-case hex digits. */
  readonly id: string;
  /** As people gave it, such as `Web Applications`. */
  readonly name: string;
  /** `active` or `archived`, as the platform says it, for people. */
  readonly status: string;
  /** The same, as far as anything depends on it. */
  readonly state: GroupState;
  /** `default`, `archive` or `templates`. */
  readonly type: string;
  /** Whether this user may archive it: the platform shows the `archiveGroupAction` link only then. */
  readonly archivable: boolean;
  /** The id of the parent; absent on the root group of a data center. */
  readonly parentId?: string;
  /** Its data center, such as `DE1`. */
  readonly locationId?: string;
  /** Who changed it last, and when (ISO 8601), as the platform shows it. */
  readonly changed?: { readonly by: string; readonly at: string };
  /**
   * How many servers the platform counts in it and below, and lists neither here nor below: they are never taken for absent.
   * @default 0
   */
  readonly unlisted?: number;
  /** The servers directly in it. */
  readonly servers: readonly Server[];
  /** The groups directly in it. */
  readonly groups: readonly Group[];
}

/** A job in the platform's queue. */
export interface Operation {
  /** Such as `de1-81787`. */
  readonly id: string;
  /** Where the platform says that its status is read, such as `/v2/operations/altd/status/de1-81787`. */
  readonly href: string;
}

/** What archival needs of the platform. Every promise may reject with a {@link PlatformError}. */
export interface Platform {
  /** The origin that answers. */
  readonly endpoint: string;
  /** The name of the user who asks, once it is known. */
  readonly actor?: string | undefined;
  /** The group with its servers and sub-groups; `undefined` when the platform knows no such group. */
  group(target: Target): Promise<Group | undefined>;
  /** One server; `undefined` when the platform knows no such server. */
  server(accountAlias: string, serverId: string): Promise<Server | undefined>;
  /**
   * Those of many servers that are seen where the platform keeps archived ones, by a few requests for all of them. Of the
   * others it tells nothing.
   */
  archivedServers(accountAlias: string, serverIds: readonly string[]): Promise<readonly Server[]>;
  /**
   * Whether something answers that must exist: the group above, where it is known, else a group that can never be
   * archived. Behind a gateway that has lost its routes nothing does, and then a 404 says nothing of a group.
   */
  isAnswering(accountAlias: string, parentId: string | undefined): Promise<boolean>;
  /** Sends the archive operation exactly once. */
  archive(target: Target): Promise<Operation>;
  /** Sends the restore operation exactly once. */
  restore(target: Target, targetGroupId: string): Promise<Operation>;
  /** What the queue says of a job; `undefined` when the queue knows no such job. */
  progress(accountAlias: string, operation: Operation): Promise<Progress | undefined>;
}

/**
 * What a failed request means for the one who asked.
 * - `credentials`: the platform does not accept who we are
 * - `stale-token`: the token was refused with a request that changes something; most likely nothing was done
 * - `rejected`: the platform understood and said no, or the way to it is closed, and nothing was done; asking again at once
 *   changes nothing
 * - `throttled`: the platform was asked too often, and has not even looked at this; the same can be asked later
 * - `transient`: no usable answer; what was asked may or may not have been done
 * - `too-large`: an answer that cannot be read, and would not be the next time; what was asked may or may not have been done
 */
export type Trouble = "credentials" | "stale-token" | "rejected" | "throttled" | "transient" | "too-large";

/** An error of the platform or of the way to it. */
export interface PlatformError extends Error {
  /** What it means for the one who asked. */
  readonly trouble: Trouble;
  /** Whether it was rejected for the state that something is in, such as while another operation works on it. */
  readonly isConflict?: boolean;
  /** How long the platform asks to be left alone, in ms. */
  readonly retryAfterMs?: number;
}

export function isPlatformError(error: unknown): error is PlatformError {
  return error instanceof Error && "trouble" in error;
}

/**
 * Whether an id of the server may become part of the path of a request: not every text can be one (half of a
 * surrogate pair, `..`), and none of the platform's is longer than a name and a number.
 */
export function isPathId(value: unknown): value is string {
  return typeof value === "string" && /^\w[\w.-]{0,99}$/.test(value);
}
