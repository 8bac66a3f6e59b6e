import type { IConstruct } from "constructs";
import { UsageError } from "../common/usage-error";
import { TerraformStack } from "./framework";
import { ownPackage } from "./package-folder";
import { treeSlot } from "./tree-slot";

/** What copies of this package in one app have to agree on: what `declarations.ts` and the tree slots hold. */
const PROTOCOL = 1;

/** One copy of this package. */
interface Copy {
  readonly protocol: number;
  /** Its version and where it is. */
  readonly name: string;
}

const firstCopy = treeSlot<Copy>("copy");

/**
 * To be called before anything is read from a tree or written into it: several copies of this package work on one app
 * together, if they keep the same things in it.
 *
 * @throws UsageError when they do not, or when the app is of the other framework
 */
export function joinTree(construct: IConstruct): void {
  const { root } = construct.node;
  const first = firstCopy.get(root);
  if (first === undefined) {
    refuseOtherFramework(root);
    firstCopy.set(root, { protocol: PROTOCOL, name: nameOfThis() });
  } else if (first.protocol !== PROTOCOL) {
    throw new UsageError(
      `this app holds two copies of cdktf-archived-group that do not work together, ${first.name} and ${nameOfThis()}; install one version for all of it ("npm ls cdktf-archived-group" shows which package needs which)`,
    );
  }
}

function nameOfThis(): string {
  const own = ownPackage();
  return own ? `${own.version} in ${own.folder}` : "one that is bundled into another file";
}

/** A stack of the one framework ends in a TypeError when it renders resources of the other (cdktf 0.21, cdktn 0.24). */
function refuseOtherFramework(root: IConstruct): void {
  const [ours, theirs] = [frameworkOf(TerraformStack), frameworkOf(root.constructor)];
  if (ours === "cdktf" && theirs === "cdktn") {
    throw new UsageError('this app uses cdktn: import "cdktf-archived-group/cdktn"');
  }
  if (ours === "cdktn" && theirs === "cdktf") {
    throw new UsageError('this app uses cdktf: import "cdktf-archived-group", without "/cdktn"');
  }
}

/** As jsii writes it into every class: `cdktf.App` and, in subclasses of it, the same. */
function frameworkOf(type: object): string | undefined {
  const { fqn } = (type as Record<symbol, { fqn?: string } | undefined>)[Symbol.for("jsii.rtti")] ?? {};
  return fqn?.split(".")[0];
}
