import type { Construct } from "constructs";
import { treeSlot } from "./tree-slot";

interface Declared {
  readonly construct: Construct;
  /** Whether its resource is still there when the stack is synthesized. */
  isThere(): boolean;
}

/** On the root: everything that declares a thing. */
const declarations = treeSlot<Map<string, Declared[]>>("declared-once");

/**
 * Reports, when the tree is validated, that the same thing was declared more than once in it: two resources would
 * archive one group, and the second would hide what the first one did.
 *
 * @param key equal for what must be declared once
 * @param what how the message calls it
 */
export function declareOnce(declared: Declared, key: string, what: string): void {
  const { node } = declared.construct;
  const inTree = declarations.get(node.root) ?? new Map<string, Declared[]>();
  declarations.set(node.root, inTree);
  inTree.set(key, [...(inTree.get(key) ?? []), declared]);
  node.addValidation({
    validate: () => {
      const first = inTree.get(key)?.find((one) => one.isThere());
      return !declared.isThere() || first === undefined || first === declared
        ? []
        : [`${what} is declared twice, here and at "${first.construct.node.path}"; declare it once`];
    },
  });
}
