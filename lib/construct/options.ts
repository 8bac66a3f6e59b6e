import { CARRIER_TYPES, type CarrierType } from "../contract/carriers";
import type { ITerraformDependable } from "./framework";

/**
 * What is to be archived, and under which conditions. Strings may be tokens of other resources, but for `carrier`, `state`,
 * `onDestroy` and `protectedNames`; beside `onDestroy: "restore"`, `timeout`, `endpoint` and `restoreTo` may not be, either.
 */
export interface ArchivedGroupProps extends ArchiveGuardrails {
  /** Short code of the account, such as `"ALTD"`. Case does not matter. */
  readonly accountAlias: string;
  /** Id of the group: 32 hex digits. Case does not matter. */
  readonly groupId: string;
  /**
   * The name that the group must have; with any other name the apply refuses before it sends anything. Names are compared as
   * people read them: in NFC, without characters that nobody sees, with white space collapsed; case matters.
   * @default - any name
   */
  readonly expectedName?: string;
  /**
   * How long the apply waits in all, such as `"90m"` or `"1h30m"`. The operation goes on when it is over, and the
   * next apply continues with it.
   * @default "4h"
   */
  readonly timeout?: string;
  /**
   * The only API that this declaration is for, such as `"https://api.ctl.io"`: the apply refuses when
   * `CLC_BASE_URL` leads elsewhere. It never decides where credentials go.
   * @default - whichever API the apply is configured for
   */
  readonly endpoint?: string;
  /**
   * The Terraform resource that carries the intent.
   * @default "null_resource"
   */
  readonly carrier?: CarrierType;
  /**
   * What has to be done before the group is archived.
   * @default - nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
  /**
   * What the declaration asks for. `"restored"` undoes an archive in code, and is the step before its removal: the resource
   * is replaced, and its hook restores the group.
   * @default "archived"
   */
  readonly state?: "archived" | "restored";
  /**
   * What `cdktf destroy`, or a change to another group, does to a group that this declaration has archived. Terraform does
   * not ask when the declaration is deleted from the code, nor when the last archive has failed: then the group stays as it
   * is.
   * @default "retain": it stays archived
   */
  readonly onDestroy?: "retain" | "restore";
  /**
   * Whether the platform may say that there is no such group, because it hides what is archived. Otherwise that fails the synth,
   * as a mistake in the id, where no pin and no receipt knows of the group.
   * @default false
   */
  readonly mayBeHidden?: boolean;
  /**
   * Id of the group that a restore puts the declared group into. A group that it has taken the place of goes where it was.
   * @default - where it was, as the pin, the survey before the archive, or the receipt of this machine says
   */
  readonly restoreTo?: string;
}

/** Conditions under which groups may be archived. They are checked by the survey, and again by the apply. */
export interface ArchiveGuardrails {
  /**
   * How many servers may be archived, in a group and all its sub-groups; with more the apply refuses.
   * @default - any number
   */
  readonly maxServers?: number;
  /**
   * Names or globs that neither a group nor a sub-group or server in it may have. In a glob `*` stands for any characters,
   * `?` for one, `[ab]` or `[a-c]` for one of a set and `[!ab]` for any other one; nothing else is special, and what other globs
   * know besides is an error. Names are compared as people read them: in NFC, without characters that nobody sees, with white
   * space collapsed; case does not matter.
   * @default - none
   */
  readonly protectedNames?: readonly string[];
  /**
   * Whether the synth fails when a group was not surveyed: for want of network or credentials, or of `survey(app)`.
   * @default false
   */
  readonly requireSurvey?: boolean;
  /**
   * Whether the synth fails when the scope of a group is not pinned in `archived-group.scope.json`.
   * @default false
   */
  readonly requirePin?: boolean;
}

/** How the declared groups are looked at. */
export interface SurveyOptions {
  /**
   * How long the survey may take in all.
   * @default "20s"
   */
  readonly deadline?: string;
  /**
   * Whether to ask what the servers cost: one request for each data center, or for each group where there are few.
   * @default true
   */
  readonly billing?: boolean;
}

/** One option: what it must be, in words. */
export interface Option {
  readonly must: string;
  /** A token of the framework is text or a number, too. */
  isRight(value: unknown): boolean;
  /** What Terraform checks, as early as it knows the value; literals are checked when they are written. */
  readonly pattern?: string;
}

const isText = (value: unknown): boolean => typeof value === "string";
const text = (must: string, pattern?: string): Option => ({
  must,
  isRight: isText,
  ...(pattern !== undefined && { pattern }),
});
const oneOf = (...words: readonly string[]): Option => ({
  must: words.map((word) => `"${word}"`).join(" or "),
  isRight: (value) => words.some((word) => word === value),
});
const flag: Option = { must: "true or false", isRight: (value) => typeof value === "boolean" };
const DURATION = text(
  'a duration such as "90s", "1h30m" or "4h"',
  "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$",
);

const GUARDRAILS = {
  maxServers: {
    must: "a whole number of zero or more",
    // Its size is checked where it is written into the environment, with that of the command line's flag.
    isRight: (value) => typeof value === "number",
    pattern: "^[0-9]{1,15}$",
  },
  protectedNames: {
    must: "a list of names or globs, with at least one",
    isRight: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  },
  requireSurvey: flag,
  requirePin: flag,
} as const satisfies Record<keyof ArchiveGuardrails, Option>;

/** Every option there is, by what takes it. */
export const OPTIONS = {
  ArchivedGroup: {
    accountAlias: text("1 to 16 letters and digits", "^[A-Za-z0-9]{1,16}$"),
    groupId: text("32 hex digits", "^[0-9a-fA-F]{32}$"),
    expectedName: text("the name of a group"),
    ...GUARDRAILS,
    timeout: DURATION,
    endpoint: text("an origin, with or without /v2 behind it", "^https?://[^/@?#]+(/(v2/?)?)?$"),
    carrier: oneOf(...CARRIER_TYPES),
    state: oneOf("archived", "restored"),
    onDestroy: oneOf("retain", "restore"),
    mayBeHidden: flag,
    restoreTo: text("32 hex digits", "^[0-9a-fA-F]{32}$"),
    dependsOn: {
      must: "a list of resources (of an ArchivedGroup, its `resource`)",
      isRight: (value) => Array.isArray(value) && value.every(isDependable),
    },
  },
  guardArchives: GUARDRAILS,
  survey: { deadline: DURATION, billing: flag },
} as const satisfies {
  ArchivedGroup: Record<keyof ArchivedGroupProps, Option>;
  guardArchives: Record<keyof ArchiveGuardrails, Option>;
  survey: Record<keyof SurveyOptions, Option>;
};

function isDependable(value: unknown): boolean {
  return isText(value) || (typeof value === "object" && value !== null && "fqn" in value);
}
