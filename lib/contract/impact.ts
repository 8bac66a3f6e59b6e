/**
 * What archiving one group archives with it, as a survey saw it or as it was pinned. Plain data: it is rendered as the card
 * in the plan, and travels in the plan as JSON for `archived-group review`.
 */
export interface Impact {
  readonly accountAlias: string;
  readonly groupId: string;
  /** The origin that was asked. */
  readonly endpoint: string;
  /** When it was seen, ISO 8601 in UTC; for a pin, when the plan was made. */
  readonly seenAt: string;
  /** `survey`: seen live; `pin`: as the scope file says, because nobody could be asked. */
  readonly source: "survey" | "pin";
  /** The group itself, with everything below it. */
  readonly group: ImpactGroup;
  /** Names of the groups above it, from the root of the data center down. */
  readonly path: readonly string[];
  /** Id of the group above it. */
  readonly parentId?: string;
  /** Data center, such as `DE1`. */
  readonly locationId?: string;
  /** What the declaration asks for. */
  readonly wants: "archived" | "restored";
  /** Whether it is archived now. */
  readonly archived: boolean;
  /** Whether it is as the declaration asks for, with nothing in flight: then nothing will be sent. */
  readonly asWanted: boolean;
  /** Who changed the group last, and when, as the platform shows it. */
  readonly changed?: { readonly at: string; readonly by: string };
  /** What its servers cost, added up; absent when it was not asked or not answered. */
  readonly cost?: Cost;
  readonly guardrails: readonly GuardrailResult[];
  /** What a reviewer should know before anything else, one sentence each. */
  readonly warnings: readonly string[];
  /** What was to be found out and was not, such as `scheduled activities of 12 groups`. */
  readonly notKnown: readonly string[];
}

/** A group below the declared one, or that one itself. */
export interface ImpactGroup {
  readonly id: string;
  readonly name: string;
  /** As the platform says it; absent when pinned. */
  readonly status?: string;
  /** How many servers the platform counts in it and below, and does not list. @default 0 */
  readonly unlisted?: number;
  readonly servers: readonly ImpactServer[];
  readonly groups: readonly ImpactGroup[];
}

/** A server; what the platform does not show is absent. */
export interface ImpactServer {
  /** Lower case, such as `de1altdweb01`. */
  readonly id: string;
  readonly name: string;
  /** As the platform says it; absent when pinned. */
  readonly status?: string;
  /** `started`, `stopped` or `paused`. */
  readonly power?: string;
  readonly cpu?: number;
  readonly memoryMB?: number;
  readonly storageGB?: number;
  readonly cost?: Cost;
}

/** In the currency of the account (Get Group Billing Details). */
export interface Cost {
  /** Projected charges of a month at current usage. */
  readonly monthlyEstimate: number;
  /** Charges of this month until now. */
  readonly monthToDate: number;
  /** What the platform says of the cost of archived servers. */
  readonly archiveCost: number;
}

/** One guardrail of the declaration, and whether it lets the group pass. */
export interface GuardrailResult {
  /** Such as `maxServers`. */
  readonly name: string;
  readonly passes: boolean;
  /** Such as `5 servers would be archived, maxServers allows 5`. */
  readonly sentence: string;
}
