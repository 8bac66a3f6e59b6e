import type { Target } from "../archival/target";

/** The name under which things of one endpoint, account and group are kept; endpoints that differ have names that differ. */
export function fileNameOf(endpoint: string, { accountAlias, groupId }: Target): string {
  const host = encodeURIComponent(endpoint.replace(/^https:\/\//, ""));
  return `${host}-${accountAlias}-${groupId}`;
}
