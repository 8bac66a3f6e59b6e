/** What an action answers, before it becomes bytes. */
export interface Answer {
  readonly status: number;
  /** Serialized as JSON; without it the answer has no Content-Type, and Content-Length 0 unless it is a 204 [REC]. */
  readonly body?: unknown;
  /** Sent as it is instead of `body`: JSON that is written already, or something else whose type `headers` name. */
  readonly text?: string;
  /** On top of, or instead of, the common headers; `undefined` takes a common one away. */
  readonly headers?: Readonly<Record<string, string | number | string[] | undefined>>;
}

/** [REC] The headers of what may be cached for five minutes: the list of data centers (71) and bills (10). */
export const CACHEABLE: NonNullable<Answer["headers"]> = {
  "Cache-Control": "max-age=300, private",
  Pragma: undefined,
  Expires: undefined,
};

/** Keys whose numbers are floats in every recording, and the size of a partition, which stands before its path. */
const FLOATS =
  /("(?:templateCost|archiveCost|monthlyEstimate|monthToDate|currentHour|cpuPercent|memoryPercent|networkReceivedKBps|networkTransmittedKBps|diskUsageTotalCapacityMB)":-?\d+)(?=[,}])|("sizeGB":\d+)(?=,"path")/g;

/**
 * JSON as the service writes it: whole numbers of keys that hold floats end in `.0` [REC], which `JSON.stringify` cannot
 * write.
 */
export function withFloats(body: unknown): string {
  return JSON.stringify(body).replace(FLOATS, "$&.0");
}
