import { createHash } from "node:crypto";

/** A group id (32 lower-case hex digits) made from names, the same at every start. */
export function stableId(...names: string[]): string {
  return createHash("sha256").update(names.join("/")).digest("hex").slice(0, 32);
}
