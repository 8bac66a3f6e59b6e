/**
 * The only file that imports the framework and its provider bindings. The build for the successor framework has
 * `framework.cdktn.ts` in its place, and differs in nothing else.
 */

import type { TerraformMetaArguments, TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { UsageError } from "../common/usage-error";

export {
  Annotations,
  AssetType,
  Fn,
  hashMapper,
  hashMapperHcl,
  type IResolvable,
  type ITerraformDependable,
  Lazy,
  type LocalExecProvisioner,
  stringToHclTerraform,
  stringToTerraform,
  TerraformAsset,
  TerraformElement,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";

/** A `null_resource`, as far as it is used. */
export type NullResource = TerraformResource & {
  set triggers(value: Record<string, string>);
  readonly triggersInput?: Record<string, string> | undefined;
};

export function newNullProvider(scope: Construct, id: string): TerraformProvider {
  const load = (): typeof import("@cdktf/provider-null/lib/provider") =>
    require("@cdktf/provider-null/lib/provider");
  const { NullProvider } = loadBindings(load);
  return new NullProvider(scope, id);
}

export function newNullResource(
  scope: Construct,
  id: string,
  config: TerraformMetaArguments & { readonly triggers: Record<string, string> },
): NullResource {
  const load = (): typeof import("@cdktf/provider-null/lib/resource") =>
    require("@cdktf/provider-null/lib/resource");
  const { Resource } = loadBindings(load);
  return new Resource(scope, id, config);
}

/** They are a peer dependency that need not be there, so they are loaded only when a `null_resource` is declared. */
function loadBindings<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    if (/^Cannot find (module|package) '@cdktf\/provider-null/.test((error as Error).message)) {
      throw new UsageError(
        'a null_resource needs the package @cdktf/provider-null, which is not installed; run "npm install @cdktf/provider-null@^11.0.0", or declare the group with carrier: "terraform_data", which needs none',
      );
    }
    throw error;
  }
}
