import type { Construct } from "constructs";
import { treeSlot } from "./tree-slot";

/** On the root: every construct that declares a thing. */
const declarations = treeSlot<Map<string, Construct[]>>("declared-once");

/**
 * Reports, when the tree is validated, that the same thing was declared more than once in it: two resources would
 * archive one group, and the second would hide what the first one did.
 *
 * @param key equal for what must be declared once
 * @param what how the message calls it
 */
export function declareOnce(construct: Construct, key: string, what: string): void {
  const inTree = declarations.get(construct.node.root) ?? new Map<string, Construct[]>();
  declarations.set(construct.node.root, inTree);
  const same = [...(inTree.get(key) ?? []), construct];
  inTree.set(key, same);
  construct.node.addValidation({
    validate: () => {
      const [first] = inTree.get(key) ?? [];
      return first === construct || first === undefined
        ? []
        : [`${what} is declared twice, here and at "${first.node.path}"; declare it once`];
    },
  });
}
