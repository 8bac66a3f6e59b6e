import type { ArchivedGroupProps } from "./archived-group-props";
import { Fn, Token } from "./core";

/** What Terraform checks of values that only it knows, as early as it knows them; literals are checked when they are written. */
const SHAPES = {
  accountAlias: ["^[A-Za-z0-9]{1,16}$", "1 to 16 letters and digits"],
  groupId: ["^[0-9a-fA-F]{32}$", "32 hex digits"],
  maxServers: ["^[0-9]{1,15}$", "a whole number of zero or more"],
  timeout: ["^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?$", 'a duration such as "90s", "1h30m" or "4h"'],
  endpoint: ["^https?://[^/@?#]+(/(v2/?)?)?$", "an origin, with or without /v2 behind it"],
  restoreTo: ["^[0-9a-fA-F]{32}$", "32 hex digits"],
} as const;

/** A precondition for each option whose value is known only to Terraform. */
export function shapesOf(props: ArchivedGroupProps): { condition: string; errorMessage: string }[] {
  return Object.entries(SHAPES).flatMap(([option, [pattern, shape]]) => {
    const value = props[option as keyof typeof SHAPES];
    return Token.isUnresolved(value)
      ? [
          {
            condition: Fn.can(Fn.regex(pattern, Token.asString(value))) as unknown as string,
            errorMessage: `${option} must be ${shape}.`,
          },
        ]
      : [];
  });
}
