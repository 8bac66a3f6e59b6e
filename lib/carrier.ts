import type { Construct } from "constructs";
import {
  hashMapper,
  hashMapperHcl,
  type ITerraformDependable,
  type LocalExecProvisioner,
  NullResource,
  stringToHclTerraform,
  stringToTerraform,
  TerraformResource,
} from "./core";
import { ensureNullProvider } from "./null-provider";

/**
 * The Terraform resource that carries an intent.
 * - `null_resource`: of the hashicorp/null provider
 * - `terraform_data`: built into Terraform and OpenTofu, no provider to download
 */
export type CarrierType = "null_resource" | "terraform_data";

/** What the resource holds. */
export interface CarrierConfig {
  /** What the intent is about, with snake_case keys. A change of it is another intent: it replaces the resource. */
  readonly identity: Readonly<Record<string, string>>;
  readonly provisioner: LocalExecProvisioner;
  /** Checked by Terraform at plan, or at apply where their values are known only then. */
  readonly preconditions: { condition: string; errorMessage: string }[];
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Adds the one resource of an intent, as the default child of its construct. */
export function addCarrier(scope: Construct, type: CarrierType, config: CarrierConfig): TerraformResource {
  const { identity, provisioner, preconditions, dependsOn } = config;
  const common = {
    provisioners: [provisioner],
    ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    ...(preconditions.length > 0 && { lifecycle: { precondition: preconditions } }),
  };
  if (type === "terraform_data") {
    return new TerraformData(scope, "Default", { ...common, terraformResourceType: type, identity });
  }
  ensureNullProvider(scope);
  return new NullResource(scope, "Default", { ...common, triggers: identity });
}

/** cdktf's own `DataResource` runs the Terraform binary at synth and fails without one. */
class TerraformData extends TerraformResource {
  private readonly identity: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    {
      identity,
      ...config
    }: ConstructorParameters<typeof TerraformResource>[2] & Pick<CarrierConfig, "identity">,
  ) {
    super(scope, id, config);
    this.identity = { ...identity };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { triggers_replace: hashMapper(stringToTerraform)(this.identity) };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const value: unknown = hashMapperHcl(stringToHclTerraform)(this.identity);
    return { triggers_replace: { value, isBlock: false, type: "map", storageClassType: "stringMap" } };
  }
}
