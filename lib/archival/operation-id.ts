import { UsageError } from "../common/usage-error";
import type { Operation } from "./platform";

/**
 * An operation of which only the id is known; where its status is read is documented.
 *
 * @throws UsageError when it is no id of the queue: a data center and a number (recorded, 167 of 167)
 */
export function parseOperation(id: string): Operation {
  if (!/^[a-z][a-z0-9]{1,9}-\d{1,15}$/i.test(id)) {
    throw new UsageError(
      `operation must be the id of an operation, a data center and a number such as "de1-81787", got "${id}"`,
    );
  }
  return { id: id.toLowerCase(), href: "" };
}
