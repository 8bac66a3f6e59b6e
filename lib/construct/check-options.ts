import { nearest } from "../common/nearest";
import { UsageError } from "../common/usage-error";
import { Fn, Token } from "./framework";
import { type ArchivedGroupProps, OPTIONS, type Option } from "./options";

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
      const next = value === null ? "; leave it out if you do not want it" : "";
      throw new UsageError(`${key} must be ${option.must}, got ${show(value)}${next}`);
    }
  }
}

/**
 * A precondition for each option whose value is known only to Terraform, which checks it as early as it knows it; literals are
 * checked when they are written.
 */
export function preconditionsFor(props: ArchivedGroupProps): { condition: string; errorMessage: string }[] {
  return Object.entries<Option>(OPTIONS.ArchivedGroup).flatMap(([name, { must, pattern }]) => {
    const value = props[name as keyof ArchivedGroupProps];
    return pattern !== undefined && Token.isUnresolved(value)
      ? [
          {
            condition: Fn.can(Fn.regex(pattern, Token.asString(value))) as unknown as string,
            errorMessage: `${name} must be ${must}.`,
          },
        ]
      : [];
  });
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `[${value.map(show).join(", ")}]`;
  if (typeof value === "string") return `"${value}"`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
