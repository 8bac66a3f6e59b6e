import { parseDuration } from "../common/duration";
import { parseEndpoint } from "../common/endpoint";
import { UsageError } from "../common/usage-error";
import { formatProtectedNames, parseExpectedName, parseMaxServers } from "../contract/orders";
import { SETTINGS } from "../contract/settings";
import { Token } from "./framework";
import type { ArchivedGroupProps } from "./options";
import { escapeTemplate } from "./template";

/** Data travels in the provisioner's environment, where a change plans nothing and the next run uses it. */
export type HookEnvironment = Record<string, string>;

/** What an archive must not pass by. */
export function guardrailVariables({
  expectedName,
  maxServers,
  protectedNames,
}: ArchivedGroupProps): HookEnvironment {
  return {
    ...(expectedName !== undefined && {
      [SETTINGS.expectedName.variable]: literal(expectedName, parseExpectedName),
    }),
    ...(maxServers !== undefined && { [SETTINGS.maxServers.variable]: countOf(maxServers) }),
    ...(protectedNames !== undefined && {
      [SETTINGS.protectedNames.variable]: escapeTemplate(protectedNamesText(protectedNames)),
    }),
  };
}

/** How long it is waited for, and where. */
export function waitingVariables({ timeout, endpoint }: ArchivedGroupProps): HookEnvironment {
  return {
    ...(timeout !== undefined && { [SETTINGS.timeout.variable]: literal(timeout, checkedTimeout) }),
    ...(endpoint !== undefined && { [SETTINGS.endpoint.variable]: literal(endpoint, checkedEndpoint) }),
  };
}

/** A literal is checked now, so that the error points at the user's line; a token only Terraform knows. */
function literal(text: string, check: (text: string) => string): string {
  return Token.isUnresolved(text) ? text : escapeTemplate(check(text));
}

/**
 * What the hook is told of protected names. They are checked before Terraform runs, too; a token would be taken for a name.
 *
 * @throws UsageError when they are no literals, or one is neither a name nor a glob
 */
export function protectedNamesText(protectedNames: readonly string[]): string {
  if ([protectedNames].flat().some((name) => Token.isUnresolved(name) || Token.isUnresolved([name]))) {
    throw new UsageError("protectedNames must be literals, not values that only Terraform knows");
  }
  return formatProtectedNames(protectedNames);
}

function checkedTimeout(timeout: string): string {
  parseDuration("timeout", timeout);
  return timeout;
}

function checkedEndpoint(endpoint: string): string {
  return parseEndpoint("endpoint", endpoint, true);
}

function countOf(maxServers: number): string {
  return Token.isUnresolved(maxServers)
    ? Token.asString(maxServers)
    : String(parseMaxServers(String(maxServers)));
}
