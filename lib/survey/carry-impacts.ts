import { TerraformStack, TerraformVariable } from "../core";
import type { Declaration } from "../declarations";
import type { Impact } from "../impact";
import { treeSlot } from "../tree-slot";

const IMPACT_VARIABLE = "archived_group_impact";

/** On a stack, by the address of the resource; a stack may be surveyed in parts. */
const carried = treeSlot<Record<string, Impact>>("impacts");

/**
 * Carries what is known of the groups in the plan of each stack, as JSON for `archived-group review`: the default of a variable is part
 * of `terraform show -json`, and a change of it plans nothing.
 */
export function carryImpacts(known: readonly (readonly [Declaration, Impact])[]): void {
  const stacks = new Set<TerraformStack>();
  for (const [{ address, construct }, impact] of known) {
    const stack = TerraformStack.of(construct);
    const impacts = carried.get(stack) ?? {};
    impacts[address] = impact;
    carried.set(stack, impacts);
    stacks.add(stack);
  }
  for (const stack of stacks) {
    stack.node.tryRemoveChild(IMPACT_VARIABLE);
    new TerraformVariable(stack, IMPACT_VARIABLE, {
      description: "What the declared groups hold, for archived-group review.",
      // A name may look like a token of the synth, which JSON can spell in another way.
      default: JSON.stringify({ version: 1, impacts: carried.get(stack) }).replaceAll(
        "TfToken[",
        "TfToken\\u005b",
      ),
    });
  }
}
