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
    about: "refuse when CLC_BASE_URL points elsewhere",
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
    about: "group to restore it into (default: the one it was archived from, according to the receipts)",
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

/**
 * Set by commands of ours that synthesize an app only to learn which groups it declares: then nobody is asked, and neither
 * a survey nor a pin is required.
 */
export const DECLARE_ONLY = "ARCHIVED_GROUP_DECLARE_ONLY";

export function isDeclareOnly(): boolean {
  return Boolean(process.env[DECLARE_ONLY]);
}

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

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
  env: Environment,
  settings: Readonly<Record<K, { readonly variable: string }>>,
): Partial<Record<K, string | undefined>> {
  const values: Partial<Record<K, string | undefined>> = {};
  for (const key of Object.keys(settings) as K[]) {
    values[key] = env[settings[key].variable];
  }
  return values;
}
