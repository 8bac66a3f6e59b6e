import { includes, parseScope } from "../archival/approved-scope";
import type { RestoreOrder } from "../archival/order";
import { keyOf } from "../archival/target";
import { finishCommand } from "../contract/orders";
import { DESTROY_VARIABLES, type Environment } from "../contract/settings";

/**
 * Why a group is left as it is when an object goes that had to do with it; nobody has to be asked for that.
 *
 * @throws UsageError when what Terraform tells is malformed
 */
export function whyKept(order: RestoreOrder, env: Environment): string | undefined {
  if (env[DESTROY_VARIABLES.state] === "restored") {
    return "the old declaration restored it";
  }
  const declared = env[DESTROY_VARIABLES.declared];
  return declared && includes(parseScope(declared), keyOf(order))
    ? `it is now declared as archived elsewhere in the app (if that is removed as well, restore it with: ${finishCommand({ action: "restore", ...order })})`
    : undefined;
}
