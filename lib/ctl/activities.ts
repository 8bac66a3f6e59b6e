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
