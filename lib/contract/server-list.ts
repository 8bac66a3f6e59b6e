import { gunzipSync, gzipSync } from "node:zlib";
import { UsageError } from "../common/usage-error";

/** Up to this many bytes people can read it in a plan; above, 10,000 ids would not fit into a variable of the environment. */
const LONGEST_PLAIN = 4_096;
const PACKED = "gz.";
/** Of a list, unpacked: some 200,000 ids. */
const LARGEST_BYTES = 4 * 1024 * 1024;

/**
 * Ids of servers as one text: with a space between them, or packed where there are many.
 *
 * @example
 * formatServers(["de1altdweb01", "de1altdweb02"]); // "de1altdweb01 de1altdweb02"
 */
export function formatServers(ids: readonly string[]): string {
  const text = ids.join(" ");
  return text.length <= LONGEST_PLAIN ? text : PACKED + gzipSync(text, { level: 9 }).toString("base64url");
}

/** @throws UsageError when the text is no such list */
export function parseServers(text: string): readonly string[] {
  return unpack(text)
    .split(" ")
    .filter((id) => id !== "");
}

function unpack(text: string): string {
  if (!text.startsWith(PACKED)) {
    return text;
  }
  try {
    const packed = Buffer.from(text.slice(PACKED.length), "base64url");
    return gunzipSync(packed, { maxOutputLength: LARGEST_BYTES }).toString("utf8");
  } catch {
    throw new UsageError(`the list of servers must be ids, or "${PACKED}" and what the synth has packed`);
  }
}
