import { formatScope, MOST_APPROVED } from "../../archival/approved-scope";
import { SCOPE_VARIABLE, SETTINGS } from "../../contract/settings";
import type { Declaration } from "../declarations";
import { Annotations } from "../framework";

/**
 * Fences the hook: what is not among these ids is not archived.
 *
 * @param ids of servers and sub-groups
 */
export function approve({ construct, environment, wants }: Declaration, ids: readonly string[]): void {
  if (wants === "restored") {
    return;
  }
  if (ids.length > MOST_APPROVED) {
    Annotations.of(construct).addError(
      `the scope of ${ids.length} servers and sub-groups does not fit into one variable of the environment (128 KiB); declare its sub-groups instead, each with at most ${MOST_APPROVED.toLocaleString("en-US")}`,
    );
  } else {
    environment[SCOPE_VARIABLE] = formatScope(ids);
  }
}

/** Holds the hook to the API that was looked at, unless the declaration names one. */
export function pinEndpoint({ environments }: Declaration, endpoint: string): void {
  for (const environment of environments) {
    environment[SETTINGS.endpoint.variable] ??= endpoint;
  }
}
