/**
 * Stands in for `framework.ts` in the build for CDK Terrain, the successor framework; everything else is the same source.
 * Its own provider bindings need a later Node than this package, so the two constructs of `hashicorp/null` are here.
 */

import {
  hashMapper,
  hashMapperHcl,
  stringToHclTerraform,
  stringToTerraform,
  type TerraformMetaArguments,
  TerraformProvider,
  TerraformResource,
} from "cdktn";
import type { Construct } from "constructs";

export * from "cdktn";

/** The provider as @cdktf/provider-null 11 asks for it. */
const terraformGeneratorMetadata = {
  providerName: "null",
  providerVersion: "3.2.4",
  providerVersionConstraint: "~> 3.0",
};

class NullProvider extends TerraformProvider {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      terraformResourceType: "null",
      terraformGeneratorMetadata,
      terraformProviderSource: "null",
    });
  }
}

class Resource extends TerraformResource {
  triggers: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    { triggers, ...config }: TerraformMetaArguments & { readonly triggers: Record<string, string> },
  ) {
    super(scope, id, { ...config, terraformResourceType: "null_resource", terraformGeneratorMetadata });
    this.triggers = triggers;
  }

  /** As the bindings of cdktf call it; what they call `triggers` is an expression when it is read. */
  get triggersInput(): Record<string, string> {
    return this.triggers;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers: hashMapper(stringToTerraform)(this.triggers) };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const value: unknown = hashMapperHcl(stringToHclTerraform)(this.triggers);
    return { triggers: { value, isBlock: false, type: "map", storageClassType: "stringMap" } };
  }
}

export type NullResource = Resource;

export function newNullProvider(scope: Construct, id: string): TerraformProvider {
  return new NullProvider(scope, id);
}

export function newNullResource(...args: ConstructorParameters<typeof Resource>): NullResource {
  return new Resource(...args);
}
