import { storageOf } from "./disks";
import type { ServerRecord } from "./model";

/** Per hour and unit, as the Python SDK's documentation shows them [CODE]; the same for every server [INF]. */
export const HOURLY_PRICES = { cpu: 0.01, memoryGB: 0.015, storageGB: 0.00021, managedOS: 0 };

const HOURS_PER_MONTH = 720;

/** What a server costs in an hour: archived ones are billed for their storage only [DOC]. */
export function hourlyPrice(server: ServerRecord): number {
  const storage = storageOf(server) * HOURLY_PRICES.storageGB;
  // Still in the Archive group, also while it is being restored.
  if (server.formerGroupId !== undefined) return storage;
  return storage + server.cpu * HOURLY_PRICES.cpu + (server.memoryMB / 1024) * HOURLY_PRICES.memoryGB;
}

/** The charges of one server, keys in the documented order [DOC]; how they are computed is not documented [INF]. */
export function charges(server: ServerRecord, now: number): Record<string, number> {
  const hourly = hourlyPrice(server);
  const date = new Date(now);
  const monthStart = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const month = hourly * HOURS_PER_MONTH;
  return {
    templateCost: 0,
    archiveCost: server.formerGroupId === undefined ? 0 : round(month, 2),
    monthlyEstimate: round(month, 2),
    monthToDate: round((hourly * (now - monthStart)) / 3_600_000, 2),
    currentHour: round(hourly, 3),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
