/** What a server costs, in the currency of the account (Get Group Billing Details). */
export interface Charges {
  /** Projected charges of a month at current usage. */
  readonly monthlyEstimate: number;
  /** Charges of this month until now. */
  readonly monthToDate: number;
  /** What it costs as an archived server. */
  readonly archiveCost: number;
}

/** `GET /v2/groups/{alias}/{id}/billing`, as far as it is read here. */
export interface BillingBody {
  readonly groups: Readonly<Record<string, { readonly servers: Readonly<Record<string, Charges>> }>>;
}

export function isBillingBody(value: unknown): value is BillingBody {
  const { groups } = Object(value) as Record<string, unknown>;
  return isRecordOf(groups, (group) => isRecordOf(Object(group).servers, isCharges));
}

/** By the id of the server. */
export function toCharges({ groups }: BillingBody): ReadonlyMap<string, Charges> {
  const servers = Object.values(groups).flatMap((group) => Object.entries(group.servers));
  return new Map(
    servers.map(([id, { monthlyEstimate, monthToDate, archiveCost }]) => [
      id.toLowerCase(),
      { monthlyEstimate, monthToDate, archiveCost },
    ]),
  );
}

function isCharges(value: unknown): value is Charges {
  const { monthlyEstimate, monthToDate, archiveCost } = Object(value) as Record<string, unknown>;
  return [monthlyEstimate, monthToDate, archiveCost].every((amount) => Number.isFinite(amount));
}

function isRecordOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return typeof value === "object" && value !== null && Object.values(value).every(isItem);
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

/** `GET /v2/groups/{alias}/{id}/scheduledActivities`, as far as it is read here. */
export interface ActivityBody {
  readonly type: string;
  readonly status: string;
  readonly isExpired?: unknown;
  readonly nextOccurrenceDateUTC?: unknown;
}

export function isActivitiesBody(value: unknown): value is readonly ActivityBody[] {
  return (
    Array.isArray(value) &&
    value.every((one) => typeof Object(one).type === "string" && typeof Object(one).status === "string")
  );
}

export function toActivity({
  type,
  status,
  isExpired,
  nextOccurrenceDateUTC,
}: ActivityBody): ScheduledActivity {
  return {
    type: type.toLowerCase(),
    isOn: status.toLowerCase() === "on" && isExpired !== true,
    ...(typeof nextOccurrenceDateUTC === "string" && { next: nextOccurrenceDateUTC }),
  };
}
