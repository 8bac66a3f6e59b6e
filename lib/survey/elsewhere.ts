import { SETTINGS } from "../contract/settings";

/**
 * The API that a declaration is held to; `undefined` when it is to none, or only Terraform knows to which: the hook checks that.
 *
 * @param environment what its hook is told
 */
export function heldTo(environment: Readonly<Record<string, string>>): string | undefined {
  const endpoint = environment[SETTINGS.endpoint.variable];
  return endpoint?.includes("${") ? undefined : endpoint;
}

/**
 * Why a declaration must not be looked at here.
 *
 * @param endpoint where CLC_BASE_URL leads
 */
export function elsewhere(
  environment: Readonly<Record<string, string>>,
  endpoint: string,
): string | undefined {
  const held = heldTo(environment);
  return held === undefined || held === endpoint
    ? undefined
    : `it is declared or pinned for ${held}, and CLC_BASE_URL points to ${endpoint}`;
}
