import { nearest } from "../common/nearest";
import { UsageError } from "../common/usage-error";
import type { ArchivedGroupProps } from "./archived-group-props";
import type { ArchiveGuardrails } from "./guard-archives";
import type { SurveyOptions } from "./survey/survey";

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
    carrier: oneOf("null_resource", "terraform_data"),
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
  survey: { required: flag, deadline: DURATION, billing: flag },
} as const satisfies {
  ArchivedGroup: Record<keyof ArchivedGroupProps, Option>;
  guardArchives: Record<keyof ArchiveGuardrails, Option>;
  survey: Record<keyof SurveyOptions, Option>;
};

/**
 * Refuses what TypeScript refuses, for options that were spread from JSON or written in JavaScript: an option with a typo would
 * be no option, and a guardrail that is `null` none. What is `undefined` counts as left out.
 *
 * @param who takes them, in the message
 * @throws UsageError that names the first wrong option, and the one that was probably meant
 */
export function checkOptions(
  options: unknown,
  known: Readonly<Record<string, Option>>,
  who: string,
): asserts options is object {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new UsageError(`${who} takes an object with options, got ${show(options)}`);
  }
  for (const [key, value] of Object.entries(options).filter(([, one]) => one !== undefined)) {
    const option = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!option) {
      const names = Object.keys(known);
      const meant = nearest(key, names);
      const next = meant ? `did you mean ${meant}?` : `choose from ${names.join(", ")}`;
      throw new UsageError(`${who} has no option ${show(key)}; ${next}`);
    }
    if (!option.isRight(value)) {
      const next = value === null ? "; leave it out where it is not wanted" : "";
      throw new UsageError(`${key} must be ${option.must}, got ${show(value)}${next}`);
    }
  }
}

function isDependable(value: unknown): boolean {
  return isText(value) || (typeof value === "object" && value !== null && "fqn" in value);
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `[${value.map(show).join(", ")}]`;
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
