import type { IConstruct } from "constructs";
import { isDeclareOnly } from "../contract/settings";
import { addressOf, isMovedAway } from "./carriers/carrier";
import { faultsOf, runsOurHook } from "./carriers/carrier-faults";
import { createdBeforeDestroyed, type RenderedStack, resourcesOf } from "./create-before-destroy";
import { type Declaration, declarationsIn } from "./declarations";
import { Annotations, TerraformStack } from "./framework";
import { treeSlot } from "./tree-slot";

/** On a stack that will be checked. */
const checked = treeSlot<true>("rendered-check");

/**
 * Checks, when the stack of a declaration is validated, what Terraform will read of it: after all Aspects, overrides and
 * assignments, which may take from a resource what makes it archive a group once.
 */
export function checkWhenRendered(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (!checked.get(stack)) {
    checked.set(stack, true);
    stack.node.addValidation({ validate: () => (isDeclareOnly() ? [] : check(stack)) });
  }
}

function check(stack: TerraformStack): string[] {
  return [...formatFaults(stack), ...carrierFaults(stack)];
}

/** `App({ hclOutput })` names the file and the environment decides what is in it (cdktf 0.21, cdktn 0.24). */
function formatFaults({ node, synthesizer }: TerraformStack): string[] {
  const [named, written] = [node.root, synthesizer].map((one) => (one as { hclOutput?: boolean }).hclOutput);
  return named === undefined || written === undefined || named === written
    ? []
    : [
        `the framework would write ${written ? "HCL" : "JSON"} into ${named ? "cdk.tf" : "cdk.tf.json"}, which Terraform cannot read; for HCL run "cdktf synth --hcl", or set SYNTH_HCL_OUTPUT=true, instead of \`hclOutput\` of the App`,
      ];
}

function carrierFaults(stack: TerraformStack): string[] {
  const rendered: RenderedStack = stack.toTerraform();
  const declared = new Map(
    declarationsIn(stack)
      .filter(({ carrier, construct }) => TerraformStack.of(construct) === stack && !isMovedAway(carrier))
      .map((declaration) => [addressOf(declaration.carrier), declaration]),
  );
  const faults: string[] = [];
  for (const [address, attributes] of resourcesOf(rendered)) {
    const declaration = declared.get(address);
    if (declaration) {
      faults.push(...faultsOf(declaration, attributes).map((fault) => `${pathOf(declaration)}: ${fault}`));
    } else if (runsOurHook(attributes)) {
      faults.push(
        `${address} runs the hook of cdktf-archived-group, but an older copy of it declared this, and the two copies do not work together; install one version for all of the app ("npm ls cdktf-archived-group" shows which package needs which)`,
      );
    }
  }
  for (const [address, cause] of createdBeforeDestroyed(rendered, [...declared.keys()])) {
    faults.push(...toldOf(declared.get(address) as Declaration, cause));
  }
  return faults;
}

/** Once, however often the stack is synthesized. */
function toldOf(declaration: Declaration, cause: string): string[] {
  const reached = `${cause}; Terraform then runs no destroy provisioner when this resource is replaced`;
  if (declaration.onDestroy === "restore") {
    return [
      `${pathOf(declaration)}: ${reached}, and onDestroy "restore" would do nothing; remove create_before_destroy, or the dependency`,
    ];
  }
  const { construct } = declaration;
  const sentence = `${reached}; as long as onDestroy is "retain", nothing is lost`;
  if (!construct.node.metadata.some(({ data }) => data === sentence)) {
    Annotations.of(construct).addWarning(sentence);
  }
  return [];
}

function pathOf({ construct }: Declaration): string {
  return `"${construct.node.path}"`;
}
