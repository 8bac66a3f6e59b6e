import { UsageError } from "../common/usage-error";

/** One group of one account, in the spelling that identifies it: the API ignores case, Terraform does not. */
export interface Target {
  /** Short code of the account, upper case, such as `ALTD`. */
  readonly accountAlias: string;
  /** Id of the group, 32 lower-case hex digits. */
  readonly groupId: string;
}

/** Whether something found elsewhere identifies a group, in that spelling. */
export function isTarget(value: Readonly<Record<keyof Target, unknown>>): value is Target {
  return /^[A-Z0-9]{1,16}$/.test(String(value.accountAlias)) && /^[0-9a-f]{32}$/.test(String(value.groupId));
}

/** Tells groups of all accounts apart: the same id may be asked for in two of them. */
export function keyOf({ accountAlias, groupId }: Target): string {
  return `${accountAlias} ${groupId}`;
}

/**
 * Normalises the short code of an account.
 *
 * @throws UsageError when it is empty or holds anything but letters and digits
 *
 * @example
 * parseAccountAlias("altd"); // "ALTD"
 */
export function parseAccountAlias(text: string): string {
  if (!/^[A-Za-z0-9]{1,16}$/.test(text)) {
    throw new UsageError(
      `accountAlias must be the short code of an account, 1 to 16 letters and digits such as "ALTD", got "${text}"`,
    );
  }
  return text.toUpperCase();
}

/**
 * Normalises the id of a group.
 *
 * @param name of what was written, for the message
 * @throws UsageError when it is not 32 hex digits
 *
 * @example
 * parseGroupId("2A5C0B9662CF4FC8BF6180F139FACDC0"); // "2a5c0b9662cf4fc8bf6180f139facdc0"
 */
export function parseGroupId(text: string, name = "groupId"): string {
  if (!/^[0-9a-fA-F]{32}$/.test(text)) {
    throw new UsageError(
      `${name} must be 32 hex digits such as "2a5c0b9662cf4fc8bf6180f139facdc0", got ${text.length} characters: "${text}"`,
    );
  }
  return text.toLowerCase();
}

/**
 * The group that a restore puts another one into.
 *
 * @param groupId of the one that is restored, in lower case
 * @param name what the value is called in an error
 * @throws UsageError when it is no id of another group
 */
export function parseTargetGroupId(text: string, groupId: string, name: string): string {
  const parsed = parseGroupId(text, name);
  if (parsed === groupId) {
    throw new UsageError(`${name} must be a different group from the one that is restored, got "${text}"`);
  }
  return parsed;
}

/** Such as `"Web Applications" (2a5c0b9662cf4fc8bf6180f139facdc0)`, or `group 2a5c…` where its name is not known. */
export function titleOf({ groupId }: Target, group: { readonly name: string } | undefined): string {
  return group ? `"${group.name}" (${groupId})` : `group ${groupId}`;
}
