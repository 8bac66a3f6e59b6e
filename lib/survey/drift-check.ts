import { relative, resolve } from "node:path";
import { titleOf } from "../card";
import { TerraformStack } from "../core";
import type { Declaration } from "../declarations";
import type { Impact } from "../impact";
import { escapeTemplate, quoteForExpression } from "../template";
import { retaint } from "./mend";

/**
 * Makes the plan warn when the state says archived and the survey has seen the group active: then the card in the state is
 * an older one than that of this synth. A plan that creates or replaces the resource has the card of this synth, and is
 * quiet (measured: Terraform 1.5.7 and 1.11.4, OpenTofu 1.6.3 and 1.12.6).
 */
export function addDriftCheck({ address, construct, card }: Declaration, impact: Impact): void {
  const stack = TerraformStack.of(construct);
  const { accountAlias, groupId, group } = impact;
  const title = quoteForExpression(titleOf(impact));
  const message = [
    `"${group.name}" is active, but the state says that it is archived. What happened:`,
    `    archived-group status --account ${accountAlias} --group ${groupId}`,
    "To archive it again, mark the resource and deploy:",
    // Terraform leaves lines whole that begin with a space, however narrow the terminal is.
    `    ${retaint(stackFolder(stack), address)}`,
  ].join("\n");
  stack.addOverride(`check.archived_group_${address.split(".")[1]}`, {
    assert: [
      {
        condition: `\${try(split("\\n", ${card})[0], "") == ${title}}`,
        error_message: escapeTemplate(message),
      },
    ],
  });
}

/** As people name it from where they run cdktf. */
function stackFolder(stack: TerraformStack): string {
  const { outdir = "cdktf.out" } = stack.node.root as { outdir?: string };
  return relative(process.cwd(), resolve(outdir, "stacks", stack.node.id)) || ".";
}
