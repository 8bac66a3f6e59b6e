import type { ArchivedGroupProps } from "./archived-group-props";
import { Fn, Token } from "./framework";
import { OPTIONS, type Option } from "./options";

/**
 * A precondition for each option whose value is known only to Terraform, which checks it as early as it knows it; literals are
 * checked when they are written.
 */
export function shapesOf(props: ArchivedGroupProps): { condition: string; errorMessage: string }[] {
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
