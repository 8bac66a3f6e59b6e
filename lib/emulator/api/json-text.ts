/** Keys whose numbers are floats in every recording, and the size of a partition, which stands before its path. */
const FLOATS =
  /("(?:templateCost|archiveCost|monthlyEstimate|monthToDate|currentHour|cpuPercent|memoryPercent|networkReceivedKBps|networkTransmittedKBps|diskUsageTotalCapacityMB)":-?\d+)(?=[,}])|("sizeGB":\d+)(?=,"path")/g;

/**
 * JSON as the service writes it: whole numbers of keys that hold floats end in `.0` [REC]. JavaScript has no other way to
 * write them.
 */
export function withFloats(body: unknown): string {
  return JSON.stringify(body).replace(FLOATS, "$&.0");
}
