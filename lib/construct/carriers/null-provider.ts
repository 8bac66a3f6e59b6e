import type { Construct, IConstruct } from "constructs";
import { newNullProvider, TerraformProvider, TerraformStack } from "../framework";
import { treeSlot } from "../tree-slot";

/** On a stack that has a provider. */
const provided = treeSlot<true>("null-provider");

/** Makes sure that the stack of a construct has a provider for `null_resource`: the user's own, or one of ours. */
export function ensureNullProvider(scope: Construct): void {
  const stack = TerraformStack.of(scope);
  if (provided.get(stack)) {
    return;
  }
  provided.set(stack, true);
  if (nullProvidersOf(stack).length === 0) {
    const ours = newNullProvider(stack, "archived-group-null-provider");
    ours.node.addValidation({
      validate: () =>
        nullProvidersOf(stack).length === 1
          ? []
          : [
              "the stack declares its own NullProvider after its first ArchivedGroup; declare the NullProvider first",
            ],
    });
  }
}

/** The providers that answer for every `null_resource` which names none. */
function nullProvidersOf(stack: TerraformStack): IConstruct[] {
  return stack.node
    .findAll()
    .filter(
      (construct) =>
        TerraformProvider.isTerraformProvider(construct) &&
        construct.terraformResourceType === "null" &&
        construct.alias === undefined &&
        TerraformStack.of(construct) === stack,
    );
}
