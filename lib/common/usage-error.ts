/**
 * Something the caller wrote is wrong: a prop, a flag or a variable. The message names the thing, the value and
 * the next step. The command line and the hook answer it with exit code 2.
 *
 * @example
 * throw new UsageError('timeout must be a duration such as "90m" or "4h", got "soon"');
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
