import { relative, resolve } from "node:path";
import { titleOf } from "../card";
import { clean } from "../common/clean";
import { TerraformStack, Token } from "../core";
import type { Declaration } from "../declarations";
import { finishCommand } from "../hook/finish-command";
import type { Impact } from "../impact";
import { escapeTemplate, quoteForExpression } from "../template";
import { isPartlyRestored } from "./partly-restored";
import { pinFor } from "./pins";
import { taintCommand } from "./taint-command";

/**
 * Makes the plan warn when the state says done and the survey has seen that it is not: then the card in the state is an
 * older one than that of this synth. A plan that creates or replaces the resource has the card of this synth, and is
 * quiet (measured: Terraform 1.5.7 and 1.11.4, OpenTofu 1.6.3 and 1.12.6).
 */
export function addDriftCheck({ address, construct, card, restoreTo }: Declaration, impact: Impact): void {
  const stack = TerraformStack.of(construct);
  const { accountAlias, groupId, group } = impact;
  const name = `archived_group_${address.split(".")[1]}`;
  const isPartly = isPartlyRestored(impact);
  const target = Token.isUnresolved(restoreTo)
    ? undefined
    : (restoreTo ?? pinFor(construct, impact)?.parentId);
  const [is, says, again] =
    impact.wants === "archived"
      ? [isPartly ? "partly restored" : "active", "archived", "archive"]
      : ["archived", "restored", "restore"];
  const message = [
    `"${clean(group.name)}" is ${is}, but the state says that it is ${says}. What happened:`,
    // Terraform leaves lines whole that begin with a space, however narrow the terminal is.
    `    archived-group status --account ${accountAlias} --group ${groupId}`,
    ...(isPartly
      ? [
          "What is left has to be restored first:",
          `    ${finishCommand({ action: "restore", accountAlias, groupId, ...(target && { targetGroupId: target }) })}`,
        ]
      : []),
    `To ${again} it again, mark the resource, then deploy:`,
    `    ${taintCommand(stackFolder(stack), address)}`,
  ].join("\n");
  // Terraform prints what a condition refers to, and the whole card would be too much.
  stack.addOverride(`locals.${name}`, `\${try(split("\\n", ${card})[0], "")}`);
  stack.addOverride(`check.${name}`, {
    assert: [
      {
        condition: `\${local.${name} == ${quoteForExpression(titleOf(impact))}}`,
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
