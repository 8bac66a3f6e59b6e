import type { Cost, ImpactServer } from "../contract/impact";

// Made once: each takes longer than a thousand numbers.
const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const NUMBER = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/** An amount in the currency of the account, which the platform does not name. */
export function money(amount: number): string {
  return MONEY.format(amount);
}

/** What is known of a server, always in this order; an empty text where the platform shows nothing. */
export function serverFacts({ power, cpu, memoryMB, storageGB, cost }: ImpactServer): string[] {
  return [
    power ?? "",
    cpu === undefined ? "" : `${number(cpu)} CPU`,
    memoryMB === undefined ? "" : memory(memoryMB),
    storageGB === undefined ? "" : `${number(storageGB)} GB disk`,
    cost === undefined ? "" : `${money(cost.monthlyEstimate)} a month`,
  ];
}

/** What a group costs, and what the platform knows of afterwards. */
export function costSentences({ monthlyEstimate, monthToDate, archiveCost }: Cost): [string, string] {
  return [
    `${money(monthlyEstimate)} a month, ${money(monthToDate)} this month until now`,
    `the platform shows ${money(archiveCost)} for archived servers`,
  ];
}

/** A time as people read it, in UTC; as it is when it is no time. */
export function time(at: string): string {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? at : `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function memory(megabytes: number): string {
  return megabytes % 1024 === 0 ? `${number(megabytes / 1024)} GB` : `${number(megabytes)} MB`;
}

/** A number as people read it. */
export function number(value: number): string {
  return NUMBER.format(value);
}
