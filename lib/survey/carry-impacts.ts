import type { IConstruct } from "constructs";
import { addressOf, isMovedAway } from "../carrier";
import { jsonText } from "../common/json-text";
import { Lazy, TerraformStack, TerraformVariable } from "../core";
import type { Declaration } from "../declarations";
import type { Impact } from "../impact";
import { treeSlot } from "../tree-slot";

const IMPACT_VARIABLE = "archived_group_impact";

/** On a stack, by the construct of the declaration; a stack may be surveyed in parts. */
const carried = treeSlot<Map<IConstruct, readonly [Declaration, Impact]>>("impacts");

/**
 * Carries what is known of the groups in the plan of each stack, as JSON for `archived-group review`: the default of a variable is part
 * of `terraform show -json`, and a change of it plans nothing.
 */
export function carryImpacts(known: readonly (readonly [Declaration, Impact])[]): void {
  for (const one of known) {
    const [{ construct }] = one;
    const stack = TerraformStack.of(construct);
    impactsIn(stack).set(construct, one);
  }
}

function impactsIn(stack: TerraformStack): Map<IConstruct, readonly [Declaration, Impact]> {
  const known = carried.get(stack);
  if (known) {
    return known;
  }
  const impacts = new Map<IConstruct, readonly [Declaration, Impact]>();
  carried.set(stack, impacts);
  new TerraformVariable(stack, IMPACT_VARIABLE, {
    description: "What the declared groups hold, for archived-group review.",
    default: Lazy.stringValue({ produce: () => toJson([...impacts.values()]) }),
  });
  return impacts;
}

function toJson(known: readonly (readonly [Declaration, Impact])[]): string {
  const impacts = Object.fromEntries(
    known
      .filter(([{ carrier }]) => !isMovedAway(carrier))
      .map(([{ carrier }, impact]) => [addressOf(carrier), impact]),
  );
  // A name may look like a token of the synth, which JSON can spell in another way.
  return jsonText({ version: 1, impacts }).replaceAll("TfToken[", "TfToken\\u005b");
}
