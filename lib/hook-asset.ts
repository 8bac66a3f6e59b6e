import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Construct } from "constructs";
import { AssetType, TerraformAsset, TerraformStack } from "./core";
import { UsageError } from "./usage-error";

/** The bundle that Terraform runs, seen from `lib/`, `dist/` and `dist/cdktn/` alike. */
const HOOK_FILE = join(__dirname, basename(__dirname) === "cdktn" ? "../.." : "..", "dist", "hook.cjs");
const ID = "archived-group-hook";

/**
 * Where Terraform finds the hook. The stack carries one copy, whatever the number of groups, so that a synthesized
 * stack can be applied on another machine that has nothing but Node.
 *
 * @returns an expression that Terraform resolves, also when the stack is used as a module
 */
export function hookPath(scope: Construct): string {
  const stack = TerraformStack.of(scope);
  const asset = (stack.node.tryFindChild(ID) as TerraformAsset | undefined) ?? addAsset(stack);
  return `\${path.module}/${asset.path}`;
}

function addAsset(stack: TerraformStack): TerraformAsset {
  if (!existsSync(HOOK_FILE)) {
    throw new UsageError(`the hook ${HOOK_FILE} is missing; run "npm run build" in the package first`);
  }
  return new TerraformAsset(stack, ID, { path: HOOK_FILE, type: AssetType.FILE });
}
