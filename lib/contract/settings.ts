import { parseScope } from "../archival/approved-scope";
import {
  type ArchiveOrder,
  DEFAULT_SETTLE_MS,
  DEFAULT_TIMEOUT_MS,
  type Order,
  parseOperation,
  type RestoreOrder,
} from "../archival/order";
import { parseAccountAlias, parseGroupId, parseTargetGroupId } from "../archival/target";
import { parseDuration } from "../common/duration";
import { parseEndpoint } from "../common/endpoint";
import { comparable } from "../common/name";
import { parseGlob } from "../common/name-glob";
import { UsageError } from "../common/usage-error";
import { parseServers } from "./server-list";

/**
 * What an archive is told: the construct writes these variables into the provisioner's environment, the hook reads
 * them, and the command line offers each as a flag.
 */
export const SETTINGS = {
  account: {
    variable: "ARCHIVED_GROUP_ACCOUNT",
    flag: "--account <alias>",
    about: "short code of the account",
  },
  group: { variable: "ARCHIVED_GROUP_ID", flag: "--group <id>", about: "id of the group, 32 hex digits" },
  expectedName: {
    variable: "ARCHIVED_GROUP_EXPECTED_NAME",
    flag: "--expected-name <name>",
    about: "refuse when the group has another name",
  },
  maxServers: {
    variable: "ARCHIVED_GROUP_MAX_SERVERS",
    flag: "--max-servers <count>",
    about: "refuse when more servers than this would be archived",
  },
  protectedNames: {
    variable: "ARCHIVED_GROUP_PROTECTED_NAMES",
    flag: "--protected-names <glob>",
    about:
      "refuse when the group or anything in it has such a name (*, ? and [ab] as in globs); can be given several times, and its variable holds a JSON list",
  },
  timeout: {
    variable: "ARCHIVED_GROUP_TIMEOUT",
    flag: "--timeout <duration>",
    about: 'how long to wait in all (default "4h")',
  },
  settle: {
    variable: "ARCHIVED_GROUP_SETTLE",
    flag: "--settle <duration>",
    about: 'how long the API\'s reads may lag behind (default "60s")',
  },
  endpoint: {
    variable: "ARCHIVED_GROUP_ENDPOINT",
    flag: "--endpoint <origin>",
    about: "refuse when CLC_BASE_URL leads elsewhere",
  },
} as const;

/** What only the command line offers: no declaration and no variable has it. */
export const ADOPT_SETTINGS = {
  operation: {
    flag: "--operation <id>",
    about: "follow an archive that was sent elsewhere, such as de1-81787, and send nothing",
  },
} as const;

/** The approved scope: written by the synth, read by the hook, nothing that people write. */
export const SCOPE_VARIABLE = "ARCHIVED_GROUP_SCOPE";

/** What the hook reads for an archive. */
export const HOOK_SETTINGS = { ...SETTINGS, scope: { variable: SCOPE_VARIABLE } } as const;

/** What a restore is told, in the same ways. */
export const RESTORE_SETTINGS = {
  account: SETTINGS.account,
  group: SETTINGS.group,
  target: {
    variable: "ARCHIVED_GROUP_RESTORE_TO",
    flag: "--target <id>",
    about: "group to restore it into (default: the one it was archived from, as the receipts tell)",
  },
  timeout: SETTINGS.timeout,
  settle: SETTINGS.settle,
  endpoint: SETTINGS.endpoint,
} as const;

/** What a restore is told at destroy about the object that goes, all of it by Terraform. */
export const DESTROY_VARIABLES = {
  /** What its declaration asked for, `archived` or `restored`. */
  state: "ARCHIVED_GROUP_DESTROYED",
  /** Groups that are declared as archived, where that object is of another one than its declaration. */
  declared: "ARCHIVED_GROUP_DECLARED",
} as const;

/** Ids of servers that were in a group when it was archived, with a space between them. */
export const SERVERS_VARIABLE = "ARCHIVED_GROUP_SERVERS";

/** Set to anything but an empty text, it tells the hook that the declaration did archive the group it is to restore. */
export const EVIDENCE_VARIABLE = "ARCHIVED_GROUP_EVIDENCE";

/** Values as they were written, before any check. */
export type SettingValues = Partial<
  Record<
    Exclude<keyof typeof HOOK_SETTINGS, "protectedNames"> | keyof typeof ADOPT_SETTINGS,
    string | undefined
  >
> & {
  /** Each of several flags, or the one text of the variable. */
  readonly protectedNames?: string | readonly string[] | undefined;
};
export type RestoreValues = Partial<Record<keyof typeof RESTORE_SETTINGS, string | undefined>>;

/** The values of the `ARCHIVED_GROUP_*` variables of a table such as {@link SETTINGS}. */
export function settingsFrom<K extends string>(
  env: Readonly<Record<string, string | undefined>>,
  settings: Readonly<Record<K, { readonly variable: string }>>,
): Partial<Record<K, string | undefined>> {
  const values: Partial<Record<K, string | undefined>> = {};
  for (const key of Object.keys(settings) as K[]) {
    values[key] = env[settings[key].variable];
  }
  return values;
}

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
export function toTarget({ account, group }: SettingValues): { accountAlias: string; groupId: string } {
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
