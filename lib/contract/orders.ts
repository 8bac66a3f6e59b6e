import { parseScope } from "../archival/approved-scope";
import type { JournalEntry } from "../archival/journal";
import {
  type ArchiveOrder,
  DEFAULT_SETTLE_MS,
  DEFAULT_TIMEOUT_MS,
  type Order,
  parseOperation,
  type RestoreOrder,
} from "../archival/order";
import { parseAccountAlias, parseGroupId, parseTargetGroupId, type Target } from "../archival/target";
import { parseDuration } from "../common/duration";
import { parseEndpoint } from "../common/endpoint";
import { comparable } from "../common/name";
import { parseGlob } from "../common/name-glob";
import { UsageError } from "../common/usage-error";
import { parseServers } from "./server-list";
import { type RestoreValues, SETTINGS, type SettingValues } from "./settings";

/**
 * Checks every value and fills in the defaults. An empty string counts as not given, but not for a guardrail: a
 * variable that turned out to be empty must not take it away unnoticed.
 *
 * @throws UsageError naming the first value that is missing or wrong
 *
 * @example
 * const order = toOrder({ account: "ALTD", group: "2a5c0b9662cf4fc8bf6180f139facdc0", timeout: "90m" });
 */
export function toOrder(values: SettingValues): ArchiveOrder {
  const { expectedName, maxServers, operation, protectedNames, scope } = values;
  return {
    ...toBareOrder(values),
    ...(expectedName !== undefined && { expectedName: parseExpectedName(expectedName) }),
    ...(maxServers !== undefined && { maxServers: parseMaxServers(maxServers) }),
    ...(protectedNames !== undefined && { protectedNames: toProtectedNames(protectedNames) }),
    ...(scope !== undefined && { scope: parseScope(scope) }),
    ...(operation !== undefined && { operation: parseOperation(operation) }),
  };
}

/**
 * The same for a restore.
 *
 * @param onlyOurs whether to leave a group alone of which nothing shows that it was archived from here
 * @param servers ids of servers that were in it, with a space between them
 * @throws UsageError naming the first value that is missing or wrong
 */
export function toRestoreOrder(values: RestoreValues, onlyOurs: boolean, servers = ""): RestoreOrder {
  const { target } = values;
  const order = toBareOrder(values);
  return {
    ...order,
    ...(target && { targetGroupId: parseTargetGroupId(target, order.groupId, "target") }),
    onlyOurs,
    servers: parseServers(servers),
  };
}

function toBareOrder(values: Pick<SettingValues, keyof typeof SETTINGS & keyof RestoreValues>): Order {
  const { timeout, settle, endpoint } = values;
  return {
    ...toTarget(values),
    timeoutMs: timeout ? parseDuration("timeout", timeout) : DEFAULT_TIMEOUT_MS,
    settleMs: settle ? parseDuration("settle", settle) : DEFAULT_SETTLE_MS,
    ...(endpoint !== undefined && { endpoint: parseEndpoint("endpoint", endpoint, true) }),
  };
}

/** @throws UsageError when account or group is missing or malformed */
export function toTarget({ account, group }: SettingValues): Target {
  for (const [key, value] of [
    ["account", account],
    ["group", group],
  ] as const) {
    if (!value) {
      const { flag, variable } = SETTINGS[key];
      throw new UsageError(`no ${key} is given; use ${flag}, or set ${variable}`);
    }
  }
  return { accountAlias: parseAccountAlias(account ?? ""), groupId: parseGroupId(group ?? "") };
}

/**
 * @returns the name without zero bytes, which no variable can hold and no comparison sees
 * @throws UsageError when nothing of it can be seen
 */
export function parseExpectedName(name: string): string {
  if (comparable(name) === "") {
    throw new UsageError("expectedName must not be empty; leave it out to accept any name");
  }
  return name.replaceAll("\0", "");
}

/** @throws UsageError when it is no whole number of zero or more */
export function parseMaxServers(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new UsageError(`maxServers must be a whole number of zero or more, got "${text}"`);
  }
  return Number(text);
}

/**
 * One text for several names or globs: a JSON list.
 *
 * @throws UsageError when there is none, or one of them is neither a name nor a glob
 */
export function formatProtectedNames(patterns: readonly string[]): string {
  return JSON.stringify(checkProtectedNames(patterns));
}

function toProtectedNames(value: string | readonly string[]): readonly string[] {
  return checkProtectedNames(typeof value === "string" ? fromJson(value) : value);
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function checkProtectedNames(value: unknown): readonly string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
  if (!isList) {
    const { variable, flag } = SETTINGS.protectedNames;
    throw new UsageError(
      `protectedNames must be a list of names or globs such as ["*production*"], got ${JSON.stringify(value)}; ${variable} holds it as JSON, and ${flag} can be given several times`,
    );
  }
  for (const pattern of value) {
    parseGlob("protectedNames", pattern);
  }
  return value;
}

/** The command that sees through what was begun of a group and is open; where the journal is unusable, an archive. */
export function finishCommand({
  action = "archive",
  accountAlias,
  groupId,
  targetGroupId,
}: Target & Partial<JournalEntry>): string {
  const target = targetGroupId === undefined ? "" : ` --target ${targetGroupId}`;
  return `archived-group ${action} --account ${accountAlias} --group ${groupId}${target}`;
}
