/** The answer of an action, before it is encoded. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON. Without it the answer has no Content-Type, and Content-Length 0 unless it is a 204 [REC]. */
  readonly body?: unknown;
  /** Sent unchanged instead of `body`: JSON, or something else whose type `headers` name. */
  readonly text?: string;
  /** Added to the common headers, or replacing them; `undefined` removes one. */
  readonly headers?: Readonly<Record<string, string | number | string[] | undefined>>;
}

/** [REC] Headers of answers that may be cached for five minutes: the list of data centers (71) and bills (10). */
export const CACHEABLE: NonNullable<Answer["headers"]> = {
  "Cache-Control": "max-age=300, private",
  Pragma: undefined,
  Expires: undefined,
};

/** Keys whose numbers are floats in every recording, and the size of a partition (before `path`). */
const FLOATS =
  /("(?:templateCost|archiveCost|monthlyEstimate|monthToDate|currentHour|cpuPercent|memoryPercent|networkReceivedKBps|networkTransmittedKBps|diskUsageTotalCapacityMB)":-?\d+)(?=[,}])|("sizeGB":\d+)(?=,"path")/g;

/**
 * JSON in which whole numbers of float keys end in `.0`, as the service writes them [REC]. `JSON.stringify`
 * cannot do that.
 */
export function withFloats(body: unknown): string {
  return JSON.stringify(body).replace(FLOATS, "$&.0");
}
