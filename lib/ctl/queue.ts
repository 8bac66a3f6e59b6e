import type { Operation } from "../archival/platform";
import { isPathId } from "../archival/platform";

const LONGEST_HREF = 500;
const LONGEST_WORD = 50;

/**
 * Reads the link that a queued operation is answered with:
 * `{"rel":"status","href":"/v2/operations/alias/status/wa1-12345","id":"wa1-12345"}` (API page "Archive Group").
 *
 * @returns `undefined` when it is no such link
 */
export function toOperation(body: unknown): Operation | undefined {
  const { id, href } = Object(body) as Record<string, unknown>;
  return isPathId(id)
    ? { id, href: typeof href === "string" && href.length <= LONGEST_HREF ? href : "" }
    : undefined;
}

/** What a request to restore was answered with. */
interface RestoreAnswer {
  /** Whether the answer says that nothing was queued, whatever its HTTP status. */
  readonly isRefused: boolean;
  /** Why, in the server's words, if they are any. */
  readonly reason: unknown;
  /** `undefined` when the answer links to none. */
  readonly operation: Operation | undefined;
}

/**
 * Reads `{"isQueued":true,"links":[{"rel":"self",…},{"rel":"status","href":…,"id":"wa1-12345"}],"errorMessage":…}` (API
 * page "Restore Group"), or the bare link that the restore of a server is answered with (recorded).
 */
export function toRestoreAnswer(body: unknown): RestoreAnswer {
  const { isQueued, links, errorMessage } = Object(body) as Record<string, unknown>;
  const status = [links].flat().find((link) => Object(link).rel === "status");
  return { isRefused: isQueued === false, reason: errorMessage, operation: toOperation(status ?? body) };
}

/**
 * Where the status of an operation is read. The server's own link is followed where it stays on the configured
 * origin; otherwise the documented address is used, so that neither the token nor the operation gets lost.
 *
 * @returns a path with its query
 *
 * @example
 * statusPath("https://api.ctl.io", "ALTD", { id: "de1-1", href: "/v2/operations/altd/status/de1-1" });
 * // "/v2/operations/altd/status/de1-1"
 */
export function statusPath(origin: string, accountAlias: string, operation: Operation): string {
  if (operation.href.startsWith("/v2/") && URL.canParse(operation.href, origin)) {
    const url = new URL(operation.href, origin);
    if (url.origin === origin && url.pathname.startsWith("/v2/")) {
      return url.pathname + url.search;
    }
  }
  return `/v2/operations/${accountAlias}/status/${encodeURIComponent(operation.id)}`;
}

/** The word of `{"status":"succeeded"}`, cut off if it does not end; `undefined` when there is none. */
export function toStatus(body: unknown): string | undefined {
  const { status } = Object(body) as Record<string, unknown>;
  return typeof status === "string" && status !== "" ? status.slice(0, LONGEST_WORD) : undefined;
}
