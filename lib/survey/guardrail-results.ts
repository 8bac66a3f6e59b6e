import { checkGuardrails } from "../archival/guard";
import type { Guardrails } from "../archival/order";
import type { Group } from "../archival/platform";
import { firstOf } from "../common/text";
import type { GuardrailResult } from "../contract/impact";

const MOST_NAMED = 10;

/** What each guardrail says of a group, a sentence each; of many things that violate one, some are named. */
export function resultsOf(guardrails: Guardrails, group: Group): GuardrailResult[] {
  return checkGuardrails(guardrails, group).map(({ name, found, violations }) => {
    const named = firstOf(violations, MOST_NAMED);
    return { name, passes: violations.length === 0, sentence: named.length === 0 ? found : named.join("; ") };
  });
}
