/**
 * Whether an id of the server may become part of the path of a request: not every text can be one (half of a
 * surrogate pair, `..`), and none of the platform's is longer than a name and a number.
 */
export function isPathId(value: unknown): value is string {
  return typeof value === "string" && /^\w[\w.-]{0,99}$/.test(value);
}
