import type { IConstruct } from "constructs";
import { jsonText } from "../../common/json-text";
import type { Impact } from "../../contract/impact";
import { addressOf, isMovedAway } from "../carriers/carrier";
import type { Declaration } from "../declarations";
import { type IResolvable, Lazy, TerraformStack, TerraformVariable } from "../framework";
import { templateToHcl } from "../hcl";
import { escapeTemplate } from "../template";
import { treeSlot } from "../tree-slot";

const IMPACT_VARIABLE = "archived_group_impact";

/** What is known of a declared group, or why nothing is. */
type Known = readonly [Declaration, Impact | string];

/** On a stack, by the construct of the declaration; a stack may be surveyed in parts. */
const carried = treeSlot<Map<IConstruct, Known>>("impacts");

/**
 * Carries what is known of the groups in the plan of each stack, as JSON for `archived-group review`: the default of a variable is part
 * of `terraform show -json`, and a change of it plans nothing.
 */
export function carryImpacts(known: readonly Known[]): void {
  for (const one of known) {
    const [{ construct }] = one;
    const stack = TerraformStack.of(construct);
    impactsIn(stack).set(construct, one);
  }
}

/** In HCL, cdktf writes a default that is JSON as an object, with the names in it as templates. */
class ImpactVariable extends TerraformVariable {
  override toHclTerraform(): IResolvable {
    const others = super.toHclTerraform();
    return Lazy.anyValue({
      produce: (context) => {
        const { variable } = context.resolve(others);
        const [attributes] = Object.values<{ default: { value: string } }>(variable);
        if (attributes) {
          const value = templateToHcl(escapeTemplate(attributes.default.value));
          attributes.default = Object.assign({ value, type: "simple", storageClassType: "string" });
        }
        return { variable };
      },
    });
  }
}

function impactsIn(stack: TerraformStack): Map<IConstruct, Known> {
  const known = carried.get(stack);
  if (known) {
    return known;
  }
  const impacts = new Map<IConstruct, Known>();
  carried.set(stack, impacts);
  new ImpactVariable(stack, IMPACT_VARIABLE, {
    description: "What the declared groups hold, for archived-group review.",
    default: Lazy.stringValue({ produce: () => toJson([...impacts.values()]) }),
  });
  return impacts;
}

function toJson(known: readonly Known[]): string {
  const carriers = known
    .filter(([{ carrier }]) => !isMovedAway(carrier))
    .map(([{ carrier }, what]) => [addressOf(carrier), what] as const);
  const impacts = Object.fromEntries(carriers.filter(([, what]) => typeof what !== "string"));
  const unseen = Object.fromEntries(carriers.filter(([, what]) => typeof what === "string"));
  const hasUnseen = Object.keys(unseen).length > 0;
  // A name may look like a token of the synth, which JSON can spell in another way.
  const survey = { version: 1, impacts, ...(hasUnseen && { unseen }) };
  return jsonText(survey).replaceAll("TfToken[", "TfToken\\u005b");
}
