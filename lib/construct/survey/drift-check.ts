import { relative, resolve } from "node:path";
import type { Construct } from "constructs";
import { clean } from "../../common/clean";
import type { Impact } from "../../contract/impact";
import { finishCommand } from "../../contract/orders";
import { isPartlyRestored } from "../../survey/assess";
import { titleOf } from "../../survey/card";
import { taintCommand } from "../../terraform/stack-commands";
import { addressOf, isMovedAway } from "../carriers/carrier";
import type { Declaration } from "../declarations";
import { Annotations, TerraformElement, TerraformStack, Token } from "../framework";
import { escapeTemplate, quoteForExpression } from "../template";
import { pinFor } from "./pins";

const ID = "drift-check";

/**
 * Makes the plan warn when the state says done and the survey has seen that it is not: then the card in the state is an
 * older one than that of this synth. A plan that creates or replaces the resource has the card of this synth, and is
 * quiet (measured: Terraform 1.5.7 and 1.11.4, OpenTofu 1.6.3 and 1.12.6).
 */
export function addDriftCheck(declaration: Declaration, impact: Impact): void {
  const { construct } = declaration;
  construct.node.tryRemoveChild(ID);
  new DriftCheck(construct, declaration, impact);
  if (isHclOutput()) {
    sayOnce(
      TerraformStack.of(construct),
      'HCL output of cdktf has no check blocks: the plan will not warn when a group is not as the state says; synthesize JSON for that, or run "archived-group drift"',
    );
  }
}

/** An element of its own, because what its resource is called is known only when the stack is synthesized. */
class DriftCheck extends TerraformElement {
  constructor(
    scope: Construct,
    private readonly declaration: Declaration,
    private readonly impact: Impact,
  ) {
    super(scope, ID);
  }

  override toTerraform(): object {
    const { carrier } = this.declaration;
    if (isMovedAway(carrier)) {
      return {};
    }
    const address = addressOf(carrier);
    const { count, forEach } = carrier.resource;
    const hasInstances = count !== undefined || forEach !== undefined;
    const name = `archived_group_${carrier.resource.friendlyUniqueId}`;
    const title = quoteForExpression(titleOf(this.impact));
    // Terraform prints what a condition refers to, and the whole card would be too much.
    const titleIn = (instance: string) => `try(split("\\n", ${carrier.cardOf(instance)})[0], "")`;
    return {
      locals: {
        [name]: hasInstances ? `\${[for one in ${address} : ${titleIn("one")}]}` : `\${${titleIn(address)}}`,
      },
      check: {
        [name]: {
          assert: [
            {
              condition: hasInstances
                ? `\${alltrue([for title in local.${name} : title == ${title}])}`
                : `\${local.${name} == ${title}}`,
              error_message: escapeTemplate(
                messageOf(this.declaration, this.impact, hasInstances ? undefined : address),
              ),
            },
          ],
        },
      },
    };
  }
}

/** @param address `undefined` where each instance of the resource has its own */
function messageOf(
  { construct, restoreTo }: Declaration,
  impact: Impact,
  address: string | undefined,
): string {
  const { accountAlias, groupId, group } = impact;
  const isPartly = isPartlyRestored(impact);
  const target = Token.isUnresolved(restoreTo)
    ? undefined
    : (restoreTo ?? pinFor(construct, impact)?.parentId);
  const [is, says, again] =
    impact.wants === "archived"
      ? [isPartly ? "partly restored" : "active", "archived", "archive"]
      : ["archived", "restored", "restore"];
  return [
    `"${clean(group.name)}" is ${is}, but the state says that it is ${says}. What happened:`,
    // Terraform leaves lines whole that begin with a space, however narrow the terminal is.
    `    archived-group status --account ${accountAlias} --group ${groupId}`,
    ...(isPartly
      ? [
          "What is left has to be restored first:",
          `    ${finishCommand({ action: "restore", accountAlias, groupId, ...(target && { targetGroupId: target }) })}`,
        ]
      : []),
    ...(address === undefined
      ? [`What to run to ${again} it again, for each instance:`, "    archived-group drift"]
      : [
          `To ${again} it again, mark the resource, then deploy:`,
          `    ${taintCommand(address, { folder: stackFolder(TerraformStack.of(construct)) })}`,
        ]),
  ].join("\n");
}

/** As `cdktf synth --hcl` asks the framework for it. */
function isHclOutput(): boolean {
  return ["true", "1"].includes(process.env.SYNTH_HCL_OUTPUT ?? "");
}

function sayOnce(stack: TerraformStack, warning: string): void {
  if (!stack.node.metadata.some(({ data }) => data === warning)) {
    Annotations.of(stack).addWarning(warning);
  }
}

/** As people name it from where they run cdktf. */
function stackFolder(stack: TerraformStack): string {
  const { outdir = "cdktf.out" } = stack.node.root as { outdir?: string };
  return relative(process.cwd(), resolve(outdir, "stacks", stack.node.id)) || ".";
}
