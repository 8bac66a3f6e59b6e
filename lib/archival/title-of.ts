import type { Target } from "./target";

/** Such as `"Web Applications" (2a5c0b9662cf4fc8bf6180f139facdc0)`, or `group 2a5c…` where its name is not known. */
export function titleOf({ groupId }: Target, group: { readonly name: string } | undefined): string {
  return group ? `"${group.name}" (${groupId})` : `group ${groupId}`;
}
