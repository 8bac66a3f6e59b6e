import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Construct } from "constructs";
import { UsageError } from "../common/usage-error";
import { AssetType, TerraformAsset, TerraformStack } from "./framework";
import { ownPackage } from "./package-folder";

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
  return new TerraformAsset(stack, ID, { path: hookFile(), type: AssetType.FILE });
}

/** The bundle that Terraform runs; it is a file of the package, which the code of an app that was bundled has left behind. */
function hookFile(): string {
  const own = ownPackage();
  if (!own) {
    throw new UsageError(
      "cdktf-archived-group was bundled into the app, without the file of its hook, which Terraform runs; leave the package out of the bundle (esbuild: --external:cdktf-archived-group) and install it beside it",
    );
  }
  const file = join(own.folder, "dist", "hook.cjs");
  if (!existsSync(file)) {
    throw new UsageError(`the hook ${file} is missing; run "npm run build" in ${own.folder} first`);
  }
  return file;
}
