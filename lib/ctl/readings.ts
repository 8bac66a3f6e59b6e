import {
  array,
  finite,
  type InferOutput,
  number,
  object,
  optional,
  pipe,
  record,
  string,
  unknown,
} from "valibot";

const amount = pipe(number(), finite());

/** What a server costs, in the currency of the account (Get Group Billing Details). */
export interface Charges {
  /** Projected charges of a month at current usage. */
  readonly monthlyEstimate: number;
  /** Charges of this month until now. */
  readonly monthToDate: number;
  /** What it costs as an archived server. */
  readonly archiveCost: number;
}

const chargesSchema = object({ monthlyEstimate: amount, monthToDate: amount, archiveCost: amount });

/** `GET /v2/groups/{alias}/{id}/billing`, as far as it is read here. */
export const billingSchema = object({
  groups: record(string(), object({ servers: record(string(), chargesSchema) })),
});

/** By the id of the server. */
export function toCharges({ groups }: InferOutput<typeof billingSchema>): ReadonlyMap<string, Charges> {
  const servers = Object.values(groups).flatMap((group) => Object.entries(group.servers));
  return new Map(
    servers.map(([id, { monthlyEstimate, monthToDate, archiveCost }]) => [
      id.toLowerCase(),
      { monthlyEstimate, monthToDate, archiveCost },
    ]),
  );
}

/** What is done to a group by schedule (Get Group Scheduled Activities). */
export interface ScheduledActivity {
  /** `archive`, `createsnapshot`, `delete`, `deletesnapshot`, `pause`, `poweron`, `reboot` or `shutdown`. */
  readonly type: string;
  /** Whether it is switched on and has not expired. */
  readonly isOn: boolean;
  /** When it happens next, as the API shows it. */
  readonly next?: string;
}

/** One of `GET /v2/groups/{alias}/{id}/scheduledActivities`, as far as it is read here. */
const activitySchema = object({
  type: string(),
  status: string(),
  isExpired: optional(unknown()),
  nextOccurrenceDateUTC: optional(unknown()),
});

export const activitiesSchema = array(activitySchema);

export function toActivity({
  type,
  status,
  isExpired,
  nextOccurrenceDateUTC,
}: InferOutput<typeof activitySchema>): ScheduledActivity {
  return {
    type: type.toLowerCase(),
    isOn: status.toLowerCase() === "on" && isExpired !== true,
    ...(typeof nextOccurrenceDateUTC === "string" && { next: nextOccurrenceDateUTC }),
  };
}
